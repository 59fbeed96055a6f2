#include "compile/attempts.hpp"

#include <gtest/gtest.h>

#include <set>

#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::attempts_test {
namespace {

Automaton zoo(const std::string& name) {
    const auto file = tests::source_directory() / "automata" / (name + ".linac");
    return read_automaton(tests::read_file(file), name).value();
}

std::string name_of(const Attempt& attempt) {
    return linac::name_of(attempt.target) + " " + linac::name_of(attempt.scheme);
}

/// "target scheme" of those that hold it, and of the others with a bar.
std::string summary(const std::vector<Attempt>& attempts) {
    std::string text;
    for (const Attempt& attempt : attempts) text += (attempt.size ? "" : "-") + name_of(attempt) + ", ";
    return text;
}

TEST(Attempts, are_all_targets_with_all_their_schemes) {
    EXPECT_EQ(summary(attempts(zoo("weighted/fibonacci"))),
              "-pd direct, -deltanet direct, deltanet blocked, deltaproduct direct, rwkv7 direct, "
              "rwkv7 blocked, rwkv7 two-layer, -gated-deltanet direct, -kda direct, -diagonal direct, "
              "-mlp-rnn direct, ");
    EXPECT_EQ(summary(attempts(zoo("permutation/s5-transpositions"))),
              "pd direct, deltanet direct, deltanet blocked, deltaproduct direct, rwkv7 direct, "
              "rwkv7 blocked, rwkv7 two-layer, gated-deltanet direct, kda direct, -diagonal direct, -mlp-rnn "
              "direct, ");
    EXPECT_EQ(summary(attempts(zoo("counter/dyck-1"))),
              "pd direct, deltanet direct, deltaproduct direct, rwkv7 direct, gated-deltanet direct, kda "
              "direct, diagonal direct, mlp-rnn direct, ");
    EXPECT_EQ(summary(attempts(zoo("counter/a-n-b-n"))),
              "pd direct, -deltanet direct, deltanet auto, deltaproduct direct, rwkv7 direct, "
              "-gated-deltanet direct, -kda direct, -diagonal direct, mlp-rnn direct, ");
    EXPECT_EQ(summary(attempts(zoo("counter/graph-connectivity"))),
              "-pd direct, -deltanet direct, -deltaproduct direct, -rwkv7 direct, -gated-deltanet direct, "
              "-kda direct, -diagonal direct, mlp-rnn direct, ");
}

TEST(Attempts, say_what_compile_says) {
    const std::size_t limit = 3000;
    std::size_t held = 0;
    std::size_t refused = 0;
    for (const std::string folder : {"weighted", "permutation", "counter"})
        for (const auto& file : tests::automaton_files(folder)) {
            const Automaton automaton = zoo(folder + "/" + file.stem().string());
            if (file.stem() == "z60" || file.stem() == "imm3") continue;  // they take long
            const std::vector<Attempt> found = attempts(automaton, limit);
            std::set<Target> targets;
            for (const Attempt& attempt : found) {
                targets.insert(attempt.target);
                const CompileOptions options{attempt.target, attempt.scheme, limit};
                const auto* machine = std::get_if<CounterMachine>(&automaton);
                const auto done = machine != nullptr ? compile(*machine, options)
                                                     : compile(to_weighted(automaton), options);
                ASSERT_EQ(attempt.size.has_value(), bool(done)) << file << " " << name_of(attempt);
                if (done) {
                    ++held;
                    const SizeReport size = size_report(done.value().network);
                    EXPECT_EQ(attempt.size->nonzeros, size.nonzeros) << file;
                    EXPECT_LE(size.nonzeros, limit) << file;
                } else {
                    ++refused;
                    EXPECT_EQ(attempt.reason, done.error().message()) << file;
                }
            }
            EXPECT_EQ(targets.size(), all_targets().size()) << file;
        }
    EXPECT_GE(held, 150U);
    EXPECT_GE(refused, 80U);
}

TEST(Attempts, refuse_what_is_over_the_limit) {
    for (const Attempt& attempt : attempts(zoo("weighted/parity"), 8)) {
        EXPECT_FALSE(attempt.size);
        if (attempt.target != Target::mlp_rnn) {
            EXPECT_EQ(attempt.reason, "the network would have more than 8 non-zeros") << name_of(attempt);
        }
    }
}

}  // namespace
}  // namespace linac::attempts_test
