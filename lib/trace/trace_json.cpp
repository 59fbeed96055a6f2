#include "trace/trace_json.hpp"

#include "formats/json_tree.hpp"

namespace linac {
namespace {

using Json = json::Tree;

Json number(const Rational& value) {
    return to_string(value);
}

Json numbers(const Vector& vector) {
    Json list = Json::array();
    for (const Rational& value : vector) list.push_back(number(value));
    return list;
}

/// [index, value] each.
Json entries(const SparseVector& vector) {
    Json list = Json::array();
    for (const Entry& e : vector) list.push_back({e.index, number(e.value)});
    return list;
}

/// [row, column, value] each.
Json entries(const SparseMatrix& matrix) {
    Json list = Json::array();
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i)) list.push_back({i, e.index, number(e.value)});
    return list;
}

/// Rows.
Json matrix(const Vector& entries, std::size_t columns) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i % columns == 0) rows.push_back(Json::array());
        rows.back().push_back(number(entries[i]));
    }
    return rows;
}

struct PlaceWriter {
    const Automaton& automaton;

    Json operator()(const WeightedPlace& place) const { return {{"weights", numbers(place.row)}}; }
    Json operator()(const PermutationPlace& place) const {
        const auto& states = std::get<PermutationAutomaton>(automaton).states;
        Json product = Json::array();
        for (const std::size_t image : place.product) product.push_back(states[image]);
        return {{"state", states[place.state]}, {"product", product}};
    }
    Json operator()(const CounterPlace& place) const {
        return {{"state", std::get<CounterMachine>(automaton).states[place.state]},
                {"counters", numbers(place.counters)}};
    }
    Json operator()(const StackPlace& place) const {
        const auto& machine = std::get<StackMachine>(automaton);
        Json stacks = Json::array();
        for (std::size_t s = 0; s < place.stacks.size(); ++s) {
            stacks.push_back(Json::array());
            for (const std::size_t symbol : place.stacks[s])
                stacks.back().push_back(machine.stacks[s].symbols[symbol]);
        }
        return {{"state", machine.states[place.state]}, {"stacks", stacks}};
    }
};

Json head_json(const HeadStep& step, const Head& head, const std::vector<Parameter>& parameters,
               const Network& network) {
    Json values = Json::object();
    for (std::size_t p = 0; p < parameters.size(); ++p)
        values[parameters[p].name] = entries(step.parameters[p]);
    Json driven_by = Json::array();
    for (const std::size_t d : step.driven_by) driven_by.push_back(network.residual[d]);
    Json json{{"does", step.does}, {"driven_by", driven_by}, {"parameters", values}};
    if (step.transition) {
        json["a"] = entries(step.transition->a);
        json["b"] = entries(step.transition->b);
    }
    json["before"] = matrix(step.before, head.value_dimension);
    json["after"] = matrix(step.after, head.value_dimension);
    json["read"] = numbers(step.read);
    return json;
}

/// A rule of a machine but for its tests and updates.
template <class Rule>
Json rule_json(const Rule& rule) {
    return {{"from", rule.from}, {"symbol", rule.symbol}, {"to", rule.to}};
}

Json tests_json(const std::vector<ZeroTest>& tests) {
    Json list = Json::array();
    for (const ZeroTest test : tests)
        list.push_back(test == ZeroTest::any ? "any" : test == ZeroTest::zero ? "zero" : "nonzero");
    return list;
}

Json tests_json(const std::vector<StackTest>& tests) {
    Json list = Json::array();
    for (const StackTest& test : tests)
        list.push_back({test.kind == StackTest::Kind::any  ? "any"
                        : test.kind == StackTest::Kind::is ? "is"
                                                           : "is_not",
                        test.top});
    return list;
}

/// "0" for a reset, otherwise "+" and what is added.
Json updates_json(const std::vector<CounterUpdate>& updates) {
    Json list = Json::array();
    for (const CounterUpdate& update : updates)
        list.push_back(update.is_reset ? "0" : "+" + std::to_string(update.add));
    return list;
}

Json updates_json(const std::vector<StackUpdate>& updates) {
    Json list = Json::array();
    for (const StackUpdate& update : updates)
        list.push_back({update.taken == StackUpdate::Taken::nothing ? "nothing"
                        : update.taken == StackUpdate::Taken::top   ? "top"
                                                                    : "everything",
                        update.pushed});
    return list;
}

template <class Machine>
void add_control(Json& json, const Machine& machine) {
    json["initial"] = machine.initial;
    json["reject"] = machine.reject;
    json["rules"] = Json::array();
    for (const auto& rule : machine.rules) {
        Json written = rule_json(rule);
        written["tests"] = tests_json(rule.tests);
        written["updates"] = updates_json(rule.updates);
        json["rules"].push_back(written);
    }
    json["accepting"] = Json::array();
    for (const auto& accepting : machine.accepting)
        json["accepting"].push_back({{"state", accepting.state}, {"tests", tests_json(accepting.tests)}});
}

struct AutomatonWriter {
    Json operator()(const WeightedAutomaton& automaton) const {
        Json json = named("weighted", automaton);
        json["initial"] = entries(automaton.initial);
        json["final"] = entries(automaton.final);
        json["transitions"] = Json::array();
        for (const SparseMatrix& matrix : automaton.transition)
            json["transitions"].push_back(entries(matrix));
        return json;
    }
    Json operator()(const PermutationAutomaton& automaton) const {
        Json json = named("permutation", automaton);
        json["initial"] = automaton.initial;
        json["final"] = entries(automaton.final);
        json["permutations"] = automaton.permutation;
        return json;
    }
    Json operator()(const CounterMachine& machine) const {
        Json json = named("counter", machine);
        json["counters"] = machine.counters;
        add_control(json, machine);
        return json;
    }
    Json operator()(const StackMachine& machine) const {
        Json json = named("stack", machine);
        json["stacks"] = Json::array();
        for (const Stack& stack : machine.stacks)
            json["stacks"].push_back({{"name", stack.name}, {"symbols", stack.symbols}});
        add_control(json, machine);
        return json;
    }

  private:
    template <class Kind>
    static Json named(const std::string& kind, const Kind& automaton) {
        return {{"kind", kind}, {"alphabet", automaton.alphabet.symbols()}, {"states", automaton.states}};
    }
};

}  // namespace

std::string automaton_json(const Automaton& automaton) {
    return std::visit(AutomatonWriter(), automaton).text();
}

std::string names_json(const NetworkTrace& network) {
    Json layers = Json::array();
    for (const auto& layer : network.names()) {
        Json heads = Json::array();
        for (const HeadNames& names : layer)
            heads.push_back({{"noun", names.noun},
                             {"rows", names.rows},
                             {"columns", names.columns},
                             {"entries", names.entries}});
        layers.push_back(heads);
    }
    Json groups = Json::array();
    for (const ReadingGroup& group : network.readings().groups())
        groups.push_back({{"name", group.name},
                          {"speaks_of_zeros", group.speaks_of_zeros},
                          {"dimensions", group.dimensions},
                          {"values", group.values}});
    return Json{{"heads", layers}, {"groups", groups}}.text();
}

std::string trace_head(const Trace& trace, const Word& word) {
    const Network& network = trace.network().network();
    Json layers = Json::array();
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        Json heads = Json::array();
        for (std::size_t h = 0; h < network.layers[l].heads.size(); ++h) {
            const Head& head = network.layers[l].heads[h];
            const HeadNames& names = trace.network().names()[l][h];
            Json rows = Json::array();
            for (std::size_t i = 0; i < names.rows.size(); ++i) rows.push_back(names.row(i));
            Json json{
                {"label", head.label}, {"kind", kind_name(head)}, {"rows", rows}, {"columns", names.columns}};
            if (!names.entries.empty()) json["entries"] = names.entries;
            heads.push_back(json);
        }
        layers.push_back({{"label", network.layers[l].label}, {"heads", heads}});
    }
    const Json head{{"automaton", std::visit(AutomatonWriter(), trace.automaton().automaton())},
                    {"network",
                     {{"target", network.target},
                      {"scheme", network.scheme},
                      {"residual", network.residual},
                      {"layers", layers}}},
                    {"word", symbol_names(word, network.alphabet)}};
    std::string text = head.text();
    text.pop_back();  // the brace
    return text + ",\"steps\":[";
}

std::string trace_step(const Trace& trace, const std::string& token) {
    const NetworkTrace& run = trace.network();
    const NetworkStep& now = run.now();
    const Network& network = run.network();
    Json layers = Json::array();
    for (std::size_t l = 0; l < now.layers.size(); ++l) {
        Json heads = Json::array();
        for (std::size_t h = 0; h < now.layers[l].heads.size(); ++h)
            heads.push_back(head_json(now.layers[l].heads[h], network.layers[l].heads[h],
                                      run.parameters()[l][h], network));
        layers.push_back({{"heads", heads}, {"residual", numbers(now.layers[l].residual)}});
    }
    Json readings = Json::array();
    for (const Reading& reading : now.readings)
        readings.push_back({{"name", reading.name}, {"value", reading.value}});
    const AutomatonStep& automaton = trace.automaton().now();
    Json place = std::visit(PlaceWriter{trace.automaton().automaton()}, automaton.at);
    place["weight"] = number(automaton.weight);
    return Json{{"step", trace.length()},
                {"token", token},
                {"automaton", place},
                {"network",
                 {{"embedding", numbers(now.embedding)},
                  {"layers", layers},
                  {"readings", readings},
                  {"output", number(now.output)}}},
                {"equal", trace.equal()}}
        .text();
}

std::string trace_tail(const Trace& trace) {
    const auto first = trace.first_difference();
    return std::string("],\"verdict\":") + (first ? "\"different\"" : "\"equal\"") +
           ",\"first_difference\":" + (first ? std::to_string(*first) : "null") + "}";
}

}  // namespace linac
