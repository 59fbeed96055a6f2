#include "compile/attempts.hpp"

namespace linac {
namespace {

/// Nothing if the target does not offer the scheme for such an automaton.
std::optional<Attempt> attempt(const Automaton& automaton, const CompileOptions& options) {
    const auto done = compile(automaton, options);
    if (done) return Attempt{options.target, options.scheme, size_report(done.value().network), {}};
    if (done.error().kind() == Error::Kind::bad_input) return std::nullopt;
    return Attempt{options.target, options.scheme, std::nullopt, done.error().message()};
}

}  // namespace

std::vector<Attempt> attempts(const Automaton& automaton, std::size_t max_nonzeros) {
    std::vector<Attempt> result;
    for (const Target target : all_targets()) {
        const std::size_t before = result.size();
        for (const Scheme scheme : {Scheme::direct, Scheme::blocked, Scheme::two_layer})
            if (auto found = attempt(automaton, {target, scheme, max_nonzeros}))
                result.push_back(std::move(*found));
        // Where there are schemes beside direct, automatic is one of them.
        const std::size_t offered = result.size() - before;
        if (offered > 1 || (offered == 1 && result.back().size)) continue;
        auto found = attempt(automaton, {target, Scheme::automatic, max_nonzeros});
        if (found && (found->size || offered == 0)) result.push_back(std::move(*found));
    }
    return result;
}

}  // namespace linac
