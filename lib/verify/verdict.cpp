#include "verify/verdict.hpp"

#include <vector>

#include "text.hpp"

namespace linac {
namespace {

/// What was done, without what was compared beside the weights.
std::string done_by(const Verdict& verdict) {
    switch (verdict.method) {
        case Method::run:
            return "run side by side, compared after every token" +
                   (verdict.cut_words == 0 ? "" : ", " + cut_words_of(verdict));
        case Method::linear:
            return "decided: the network is a weighted automaton of dimension " +
                   std::to_string(verdict.size);
        case Method::window:
            return "decided: induction over the router's period, " + count_of(verdict.size, "token");
        case Method::routers_enumerated:
            return "decided: all " + count_of(verdict.size, "configuration") + " of the router enumerated";
        case Method::pairs_enumerated:
            return "decided: all " + count_of(verdict.size, "pair") +
                   " of configurations of the machine and the network enumerated";
        case Method::pairs_searched:
            return "a shortest word, searched over pairs of configurations";
    }
    return {};
}

}  // namespace

std::string in_words(const Scope& scope) {
    if (scope.all_words) return "all words";
    std::vector<std::string> parts;
    if (scope.given) parts.push_back(std::to_string(*scope.given) + " given words");
    if (scope.max_length) parts.push_back("words up to length " + std::to_string(*scope.max_length));
    if (scope.sampled) parts.push_back(std::to_string(*scope.sampled) + " sampled words");
    return join(parts, " and ");
}

std::string in_words(const ComparedRegisters& registers) {
    if (registers.all == 0) return {};
    const std::string noun = registers.are_stacks ? "stack" : "counter";
    if (registers.compared == 0)
        return "no " + noun + "s were compared: " +
               (registers.has_roles ? "no dimension of the network has the role of one"
                                    : "the network has no roles");
    return std::to_string(registers.compared) + " of " + count_of(registers.all, noun) + " too" +
           (registers.only_while_it_may_accept ? " while the machine may accept" : "");
}

std::string cut_words_of(const Verdict& verdict) {
    if (verdict.cut_words == 0) return {};
    return count_of(verdict.cut_words, "word") + " up to where the network's state grew too large";
}

std::string method_of(const Verdict& verdict) {
    std::string text = done_by(verdict);
    if (verdict.registers && verdict.registers->all > 0) text += ", " + in_words(*verdict.registers);
    if (!verdict.unsettled.empty()) text += "; not decided on all words: " + verdict.unsettled;
    if (verdict.bound)
        text += "; a word that leads beyond the bound " + std::to_string(*verdict.bound) + " weighs -1";
    return text;
}

}  // namespace linac
