#include "circuit/module.hpp"

#include <algorithm>
#include <string>

#include "error.hpp"

namespace linac {
namespace {

// What the key of a class begins with.
constexpr std::uint32_t vector_mark = 0;
constexpr std::uint32_t pair_mark = 1;

std::uint64_t joined(std::uint32_t left, std::uint32_t right) {
    return (std::uint64_t{left} << 32U) | right;
}

/// A shape as one number; the constant 0 is 0.
std::uint32_t code_of(const Shape& shape) {
    constexpr std::uint32_t largest = (std::uint32_t{1} << 29U) - 1;
    if (shape.index > largest)
        throw Error::impossible("the circuit is deeper than " + std::to_string(largest));
    return shape.index << 3U | (shape.is_nonnegative ? 4U : 0U) | static_cast<std::uint32_t>(shape.kind);
}

Shape shape_of(std::uint32_t code) {
    return {static_cast<Shape::Kind>(code & 3U), (code & 4U) != 0, code >> 3U};
}

bool is_of_kind(std::uint32_t code, Shape::Kind kind) {
    return (code & 3U) == static_cast<std::uint32_t>(kind);
}

/// How depths are kept in a step: without gaps wider than needed, from 0.
class KeptDepths {
  public:
    /// Of the gates among these shapes.
    void find(std::uint32_t code) {
        if (!is_of_kind(code, Shape::Kind::gate)) return;
        const std::uint32_t depth = code >> 3U;
        if (!real_.empty() && real_.back() == depth) return;
        const auto at = std::lower_bound(real_.begin(), real_.end(), depth);
        if (at == real_.end() || *at != depth) real_.insert(at, depth);
    }
    void keep(std::size_t reach) {
        const auto widest = static_cast<std::uint32_t>(reach + 1);
        for (std::size_t i = 0; i < real_.size(); ++i)
            kept_.push_back(i == 0 ? 0 : kept_[i - 1] + std::min(real_[i] - real_[i - 1], widest));
    }

    [[nodiscard]] std::uint32_t kept_code(std::uint32_t code) const {
        if (!is_of_kind(code, Shape::Kind::gate)) return code;
        return other(real_, kept_, code >> 3U) << 3U | (code & 7U);
    }
    [[nodiscard]] std::uint32_t real(std::uint32_t depth) const { return other(kept_, real_, depth); }

  private:
    using Depths = std::vector<std::uint32_t>;
    static std::uint32_t other(const Depths& from, const Depths& to, std::uint32_t depth) {
        const auto at = std::lower_bound(from.begin(), from.end(), depth) - from.begin();
        return to[static_cast<std::size_t>(at)];
    }

    Depths real_;  // ascending
    Depths kept_;
};

}  // namespace

FunctionId Modules::step(Operation operation) {
    functions_.push_back({true, std::move(operation), {}});
    return static_cast<FunctionId>(functions_.size() - 1);
}

FunctionId Modules::composite(Composition composition) {
    functions_.push_back({false, {}, std::move(composition)});
    return static_cast<FunctionId>(functions_.size() - 1);
}

ClassId Modules::vector(const Profile& profile) {
    Key codes{vector_mark};
    for (const Shape& shape : profile) codes.push_back(code_of(shape));
    return vector_of(std::move(codes));
}

ClassId Modules::vector_of(Key codes) {
    const auto [at, is_new] =
        class_index_.try_emplace(std::move(codes), static_cast<ClassId>(classes_.size()));
    if (is_new) classes_.push_back({&at->first, 0, 0});
    return at->second;
}

Profile Modules::profile(ClassId id) const {
    Profile profile;
    for (auto code = codes(id).begin() + 1; code != codes(id).end(); ++code)
        profile.push_back(shape_of(*code));
    return profile;
}

ClassId Modules::pair(ClassId first, ClassId second) {
    const auto [at, is_new] =
        class_index_.try_emplace(Key{pair_mark, first, second}, static_cast<ClassId>(classes_.size()));
    if (is_new) classes_.push_back({nullptr, first, second});
    return at->second;
}

Call Modules::call(FunctionId function, const std::vector<ClassId>& inputs) {
    Key key{function};
    key.insert(key.end(), inputs.begin(), inputs.end());
    const auto known = calls_.find(key);
    if (known != calls_.end()) return known->second;
    const Call made =
        functions_[function].is_step ? call_step(function, inputs) : call_module(function, inputs);
    calls_.emplace(std::move(key), made);
    return made;
}

Call Modules::call_step(FunctionId function, const std::vector<ClassId>& inputs) {
    const Operation& operation = functions_[function].operation;
    // Of the first vector, what is used, and the entries that used ones are the same as.
    std::vector<std::size_t> used = operation.used;
    if (!used.empty()) {
        const Key& first = codes(inputs.front());
        for (std::size_t u = operation.used.size(); u-- > 0;)
            if (const std::uint32_t code = first[1 + used[u]]; is_of_kind(code, Shape::Kind::same))
                used.push_back(code >> 3U);
        std::sort(used.begin() + static_cast<std::ptrdiff_t>(operation.used.size()), used.end());
    }
    const auto for_each_code = [&](const auto& visit) {
        for (std::size_t v = 0; v < inputs.size(); ++v) {
            const Key& vector = codes(inputs[v]);
            if (v == 0 && !used.empty())
                for (const std::size_t i : used) visit(vector[1 + i]);
            else
                std::for_each(vector.begin() + 1, vector.end(), visit);
        }
    };
    KeptDepths depths;
    for_each_code([&](std::uint32_t code) { depths.find(code); });
    depths.keep(operation.reach);
    Key key{function};
    for (const ClassId input : inputs) key.push_back(static_cast<std::uint32_t>(codes(input).size()));
    for_each_code([&](std::uint32_t code) { key.push_back(depths.kept_code(code)); });
    const auto [at, is_new] =
        step_index_.try_emplace(std::move(key), static_cast<std::uint32_t>(steps_.size()));
    if (is_new) {
        auto code = at->first.begin() + 1 + static_cast<std::ptrdiff_t>(inputs.size());
        std::vector<Profile> kept;
        for (const ClassId input : inputs) {
            kept.emplace_back(codes(input).size() - 1);
            if (kept.size() == 1 && !used.empty())
                for (const std::size_t i : used) kept.back()[i] = shape_of(*code++);
            else
                for (Shape& shape : kept.back()) shape = shape_of(*code++);
        }
        add_step(operation, kept);
    }
    const std::vector<StepOutput>& outputs = steps_[at->second].outputs;
    Key result{vector_mark};
    result.reserve(outputs.size() + 1);
    for (const StepOutput& output : outputs) {
        Shape shape = output.shape;
        if (shape.kind == Shape::Kind::gate) shape.index = depths.real(output.base) + output.rise;
        result.push_back(code_of(shape));
    }
    return {at->second, vector_of(std::move(result))};
}

void Modules::add_step(const Operation& operation, const std::vector<Profile>& inputs) {
    StepBuilder builder(pool_, inputs, operation.reach);
    steps_.push_back(builder.finish(operation.build(builder)));
    steps_.back().gates.shrink_to_fit();
    gates_ += steps_.back().gates.size();
    if (gates_ > max_gates_)
        throw Error::impossible(
            "more than " + std::to_string(max_gates_) + " gates in parts of the circuit that differ",
            "shorter words have fewer; --max-part-gates allows more");
}

Call Modules::call_module(FunctionId function, const std::vector<ClassId>& inputs) {
    ModuleBuilder builder(*this, inputs);
    Locals locals;
    for (Local i = 0; i < inputs.size(); ++i) locals.push_back(i);
    const Composition composition = functions_[function].composition;  // calls within may add functions
    const Local result = composition(builder, locals);
    const ClassId result_class = builder.class_of(result);
    modules_.push_back(std::make_unique<Module>(builder.finish(result)));
    return {static_cast<std::uint32_t>(modules_.size() - 1), result_class};
}

DemandId Modules::entries(std::vector<bool> needed) {
    Key key{0};
    for (std::size_t i = 0; i < needed.size(); ++i)
        if (needed[i]) key.push_back(static_cast<std::uint32_t>(i));
    if (key.size() == 1) return 0;
    key.push_back(static_cast<std::uint32_t>(needed.size()));
    const auto [at, is_new] =
        demand_index_.try_emplace(std::move(key), static_cast<DemandId>(demands_.size()));
    if (is_new) demands_.push_back({std::move(needed), 0, 0});
    return at->second;
}

DemandId Modules::pair_demand(DemandId first, DemandId second) {
    if (first == 0 && second == 0) return 0;
    const auto [at, is_new] =
        demand_index_.try_emplace(Key{1, first, second, 0, 0}, static_cast<DemandId>(demands_.size()));
    if (is_new) demands_.push_back({{}, first, second});
    return at->second;
}

DemandId Modules::unite(DemandId left, DemandId right) {
    if (left == 0 || left == right) return right;
    if (right == 0) return left;
    const std::uint64_t key = joined(std::min(left, right), std::max(left, right));
    const auto known = unions_.find(key);
    if (known != unions_.end()) return known->second;
    DemandId united = 0;
    if (demands_[left].entries.empty()) {
        const DemandId first = unite(demands_[left].first, demands_[right].first);
        const DemandId second = unite(demands_[left].second, demands_[right].second);
        united = pair_demand(first, second);
    } else {
        std::vector<bool> needed = demands_[left].entries;
        const std::vector<bool>& others = demands_[right].entries;
        for (std::size_t i = 0; i < needed.size(); ++i) needed[i] = needed[i] || others[i];
        united = entries(std::move(needed));
    }
    unions_.emplace(key, united);
    return united;
}

DemandId Modules::everything(ClassId id) {
    if (is_vector(id)) return entries(std::vector<bool>(codes(id).size() - 1, true));
    return pair_demand(everything(first(id)), everything(second(id)));
}

std::vector<bool> Modules::live_gates(const Step& step, DemandId demand) const {
    std::vector<bool> live(step.gates.size(), false);
    if (demand == 0) return live;
    const auto need = [&](const Reference& r) {
        if (r.kind == Reference::Kind::gate) live[r.index] = true;
    };
    const std::vector<bool>& needed = demands_[demand].entries;
    for (std::size_t i = 0; i < needed.size(); ++i)
        if (needed[i] && step.outputs[i].shape.kind == Shape::Kind::gate) need(step.outputs[i].reference);
    for (std::size_t g = step.gates.size(); g-- > 0;) {
        if (!live[g]) continue;
        need(step.gates[g].left);
        if (step.gates[g].kind != GateKind::relu) need(step.gates[g].right);
    }
    return live;
}

const Use& Modules::use_of_step(std::uint32_t target, DemandId demand) {
    const auto [at, is_new] = step_uses_.try_emplace(joined(target, demand));
    Use& use = at->second;
    if (!is_new) return use;
    const Step& step = steps_[target];
    std::size_t width = 0;
    for (const std::size_t w : step.widths) width += w;
    std::vector<bool> needed(width, false);
    const auto need = [&](const Reference& r) {
        if (r.kind == Reference::Kind::input) needed[r.index] = true;
    };
    if (demand != 0) {
        const std::vector<bool>& wanted = demands_[demand].entries;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (wanted[i] && step.outputs[i].shape.kind == Shape::Kind::gate) need(step.outputs[i].reference);
    }
    const std::vector<bool> live = live_gates(step, demand);
    for (std::size_t g = 0; g < live.size(); ++g) {
        if (!live[g]) continue;
        const StepGate& gate = step.gates[g];
        need(gate.left);
        if (gate.kind != GateKind::relu) need(gate.right);
        if (gate.kind == GateKind::add)
            ++use.counts.additions;
        else if (gate.kind == GateKind::relu)
            ++use.counts.relus;
        else if (gate.left.kind == Reference::Kind::constant || gate.right.kind == Reference::Kind::constant)
            ++use.counts.constant_multiples;
        else
            ++use.counts.products;
    }
    auto from = needed.begin();
    for (const std::size_t w : step.widths) {
        const auto to = from + static_cast<std::ptrdiff_t>(w);
        use.inputs.push_back(entries({from, to}));
        from = to;
    }
    return use;
}

std::vector<DemandId> Modules::demands_in(const Module& module, DemandId demand) {
    std::vector<DemandId> demands(module.inputs + module.instructions.size(), 0);
    demands[module.result] = demand;
    const auto need = [&](Local local, DemandId wanted) { demands[local] = unite(demands[local], wanted); };
    for (std::size_t i = module.instructions.size(); i-- > 0;) {
        const Instruction& instruction = module.instructions[i];
        const DemandId wanted = demands[module.inputs + i];
        if (wanted == 0) continue;
        switch (instruction.kind) {
            case Instruction::Kind::step:
            case Instruction::Kind::module: {
                const Use& use = instruction.kind == Instruction::Kind::step
                                     ? use_of_step(instruction.target, wanted)
                                     : use_of_module(instruction.target, wanted);
                for (std::size_t o = 0; o < instruction.operands.size(); ++o)
                    need(instruction.operands[o], use.inputs[o]);
                break;
            }
            case Instruction::Kind::first:
                need(instruction.operands[0], pair_demand(wanted, 0));
                break;
            case Instruction::Kind::second:
                need(instruction.operands[0], pair_demand(0, wanted));
                break;
            case Instruction::Kind::pair:
                need(instruction.operands[0], first_of(wanted));
                need(instruction.operands[1], second_of(wanted));
                break;
            case Instruction::Kind::constants:
                break;
        }
    }
    return demands;
}

const Use& Modules::use_of_module(std::uint32_t target, DemandId demand) {
    const std::uint64_t key = joined(target, demand);
    const auto known = module_uses_.find(key);
    if (known != module_uses_.end()) return known->second;
    const Module& module = *modules_[target];
    const std::vector<DemandId> demands = demands_in(module, demand);
    Use use;
    use.inputs.assign(demands.begin(), demands.begin() + static_cast<std::ptrdiff_t>(module.inputs));
    for (std::size_t i = 0; i < module.instructions.size(); ++i) {
        const Instruction& instruction = module.instructions[i];
        const DemandId wanted = demands[module.inputs + i];
        if (wanted == 0) continue;
        if (instruction.kind == Instruction::Kind::step)
            use.counts += use_of_step(instruction.target, wanted).counts;
        if (instruction.kind == Instruction::Kind::module)
            use.counts += use_of_module(instruction.target, wanted).counts;
    }
    return module_uses_.emplace(key, std::move(use)).first->second;
}

Local ModuleBuilder::append(Instruction instruction, ClassId result) {
    module_.instructions.push_back(std::move(instruction));
    classes_.push_back(result);
    return static_cast<Local>(classes_.size() - 1);
}

Local ModuleBuilder::call(FunctionId function, const Locals& inputs) {
    std::vector<ClassId> classes;
    classes.reserve(inputs.size());
    for (const Local input : inputs) classes.push_back(classes_[input]);
    const Call call = modules_->call(function, classes);
    const bool is_step = modules_->is_step(function);
    return append({is_step ? Instruction::Kind::step : Instruction::Kind::module, call.target, inputs},
                  call.result);
}

Local ModuleBuilder::first(Local pair) {
    return append({Instruction::Kind::first, 0, {pair}}, modules_->first(classes_[pair]));
}

Local ModuleBuilder::second(Local pair) {
    return append({Instruction::Kind::second, 0, {pair}}, modules_->second(classes_[pair]));
}

Local ModuleBuilder::pair(Local first, Local second) {
    return append({Instruction::Kind::pair, 0, {first, second}},
                  modules_->pair(classes_[first], classes_[second]));
}

Local ModuleBuilder::constants(const Profile& profile) {
    const ClassId id = modules_->vector(profile);
    return append({Instruction::Kind::constants, id, {}}, id);
}

}  // namespace linac
