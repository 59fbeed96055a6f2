// Module: a circuit made of steps and of smaller modules, each kept once however often it occurs. What takes T
// positions apart into halves then has about log T modules for each kind of position, and its size, its depth and its
// dead gates are found without its gates.
//
// What goes in and out of a module is a vector or a pair of two such things; a sequence of 2^k vectors is a pair of
// two sequences of 2^{k−1}. Its class says what it is like: the profile of each vector. The classes of what goes in
// determine the module and the class of what comes out.
//
// Gates that nothing needs are dead. What is needed of a module's result is a demand: some entries of each vector. It
// determines which gates of the module live, and what the module demands of what goes in.
//
//     Modules modules(symbols, max_gates);
//     const auto twice = modules.composite([=](ModuleBuilder& body, const Locals& in) {
//         return body.call(square, {body.call(square, {in[0]})});
//     });
//     const Call call = modules.call(twice, {modules.vector(profile)});
//     const Use& use = modules.use_of_module(call.target, modules.everything(call.result));
//     assert(use.counts.products == 2);
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "circuit/step.hpp"
#include "hash.hpp"

namespace linac {

class Modules;
class ModuleBuilder;

/// Numbers by which Modules knows things.
using ClassId = std::uint32_t;
using FunctionId = std::uint32_t;
using DemandId = std::uint32_t;  ///< 0: nothing

/// A value within a module: one of its inputs, or the result of an instruction.
using Local = std::uint32_t;
using Locals = std::vector<Local>;

/// A step as a function of the values of vectors.
struct Operation {
    std::size_t reach = 0;  ///< see step.hpp
    std::function<std::vector<Value>(StepBuilder&)> build;
    std::vector<std::size_t> used;  ///< entries of the first vector that matter; none listed: all
};

/// A module as a function of what goes in.
using Composition = std::function<Local(ModuleBuilder&, const Locals&)>;

/// An occurrence of a step or module, by what it is.
struct Call {
    std::uint32_t target = 0;  ///< the step's or the module's number
    ClassId result = 0;
};

struct Instruction {
    enum class Kind : std::uint8_t { step, module, first, second, pair, constants };
    Kind kind = Kind::step;
    std::uint32_t target = 0;
    Locals operands;
};

struct Module {
    std::size_t inputs = 0;
    std::vector<Instruction> instructions;
    Local result = 0;
};

/// What lives in a step or module under a demand.
struct Use {
    GateCounts counts;
    std::vector<DemandId> inputs;
};

/// The numbers that say what something is.
using Key = std::vector<std::uint32_t>;

class Modules {
  public:
    /// Throws impossible when the steps have more than `max_gates` gates in all.
    Modules(std::size_t symbols, std::size_t max_gates) : pool_(symbols), max_gates_(max_gates) {}

    [[nodiscard]] ValuePool& pool() noexcept { return pool_; }

    FunctionId step(Operation operation);
    FunctionId composite(Composition composition);

    [[nodiscard]] ClassId vector(const Profile& profile);
    [[nodiscard]] ClassId pair(ClassId first, ClassId second);
    [[nodiscard]] bool is_vector(ClassId id) const { return classes_[id].codes != nullptr; }
    [[nodiscard]] ClassId first(ClassId id) const { return classes_[id].first; }
    [[nodiscard]] ClassId second(ClassId id) const { return classes_[id].second; }
    [[nodiscard]] Profile profile(ClassId id) const;

    Call call(FunctionId function, const std::vector<ClassId>& inputs);
    [[nodiscard]] bool is_step(FunctionId function) const { return functions_[function].is_step; }
    [[nodiscard]] const Step& step_at(std::uint32_t target) const { return steps_[target]; }
    [[nodiscard]] const Module& module_at(std::uint32_t target) const { return *modules_[target]; }

    [[nodiscard]] DemandId everything(ClassId id);
    const Use& use_of_step(std::uint32_t target, DemandId demand);
    const Use& use_of_module(std::uint32_t target, DemandId demand);
    /// What a module with this demand demands of each of its values.
    [[nodiscard]] std::vector<DemandId> demands_in(const Module& module, DemandId demand);
    /// Which gates of a step live.
    [[nodiscard]] std::vector<bool> live_gates(const Step& step, DemandId demand) const;
    [[nodiscard]] DemandId first_of(DemandId demand) const {
        return demand == 0 ? 0 : demands_[demand].first;
    }
    [[nodiscard]] DemandId second_of(DemandId demand) const {
        return demand == 0 ? 0 : demands_[demand].second;
    }
    [[nodiscard]] const std::vector<bool>& entries_of(DemandId demand) const {
        return demands_[demand].entries;
    }

  private:
    friend class ModuleBuilder;

    struct Class {
        const Key* codes = nullptr;  // of a vector, after a mark; none: a pair
        ClassId first = 0;
        ClassId second = 0;
    };
    struct Function {
        bool is_step = true;
        Operation operation;
        Composition composition;
    };
    struct Demand {
        std::vector<bool> entries;  // of a vector
        DemandId first = 0;
        DemandId second = 0;
    };

    ClassId vector_of(Key codes);
    [[nodiscard]] const Key& codes(ClassId id) const { return *classes_[id].codes; }
    Call call_step(FunctionId function, const std::vector<ClassId>& inputs);
    Call call_module(FunctionId function, const std::vector<ClassId>& inputs);
    void add_step(const Operation& operation, const std::vector<Profile>& inputs);
    DemandId entries(std::vector<bool> needed);
    DemandId pair_demand(DemandId first, DemandId second);
    DemandId unite(DemandId left, DemandId right);

    ValuePool pool_;
    std::size_t max_gates_;
    std::size_t gates_ = 0;
    std::vector<Function> functions_;
    std::vector<Class> classes_;
    std::vector<Step> steps_;
    std::vector<std::unique_ptr<Module>> modules_;
    std::vector<Demand> demands_{1};
    std::unordered_map<Key, ClassId, HashOfNumbers> class_index_;
    std::unordered_map<Key, Call, HashOfNumbers> calls_;
    std::unordered_map<Key, std::uint32_t, HashOfNumbers> step_index_;
    std::unordered_map<Key, DemandId, HashOfNumbers> demand_index_;
    std::unordered_map<std::uint64_t, DemandId> unions_;
    std::unordered_map<std::uint64_t, Use> step_uses_;
    std::unordered_map<std::uint64_t, Use> module_uses_;
};

/// Writes the instructions of a module.
class ModuleBuilder {
  public:
    ModuleBuilder(Modules& modules, const std::vector<ClassId>& inputs)
        : modules_(&modules), classes_(inputs) {
        module_.inputs = inputs.size();
    }

    [[nodiscard]] ClassId class_of(Local local) const { return classes_[local]; }
    [[nodiscard]] bool is_vector(Local local) const { return modules_->is_vector(classes_[local]); }
    Local call(FunctionId function, const Locals& inputs);
    Local first(Local pair);
    Local second(Local pair);
    Local pair(Local first, Local second);
    Local constants(const Profile& profile);

    [[nodiscard]] Module finish(Local result) {
        module_.result = result;
        return std::move(module_);
    }

  private:
    Local append(Instruction instruction, ClassId result);

    Modules* modules_;
    std::vector<ClassId> classes_;
    Module module_;
};

}  // namespace linac
