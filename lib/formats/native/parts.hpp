// What the native readers and writers of the kinds of automata share: declarations, weights, names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "automata/automaton.hpp"
#include "formats/lexer.hpp"

namespace linac::native {

/// Names in the order in which they first appear.
class NameTable {
  public:
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const {
        const auto at = index_.find(name);
        if (at == index_.end()) return std::nullopt;
        return at->second;
    }
    /// The index of `name`, which is added if new; the flag says whether it was.
    std::pair<std::size_t, bool> add(const std::string& name) {
        const auto [at, is_new] = index_.emplace(name, names_.size());
        if (is_new) names_.push_back(name);
        return {at->second, is_new};
    }

  private:
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> index_;
};

/// What the file kinds share: declarations of the alphabet and of the states, and looking names up.
class Declarations {
  public:
    void read_alphabet(Line& line);
    void read_states(Line& line);

    /// The state, which is added if there is no states line.
    std::size_t state(const Line& line, const Token& token);
    [[nodiscard]] Symbol symbol(const Line& line, const Token& token) const;

    [[nodiscard]] bool has_alphabet() const noexcept { return has_alphabet_; }
    [[nodiscard]] bool has_states() const noexcept { return has_states_; }
    [[nodiscard]] const NameTable& states() const noexcept { return states_; }
    [[nodiscard]] const NameTable& alphabet() const noexcept { return alphabet_; }

  private:
    void read_names(Line& line, NameTable& table, const std::string& noun);
    void check_size(const Line& line, const Token& token) const;

    NameTable alphabet_;
    NameTable states_;
    bool has_alphabet_ = false;
    bool has_states_ = false;
};

/// A weight, 1 if there is none.
[[nodiscard]] Rational take_weight(Line& line);

/// Repeated entries added up, sorted, zeros left out. Throws bad_input without a place if a sum has more than about
/// max_digits digits.
[[nodiscard]] SparseVector collected(SparseVector entries);

inline constexpr auto alphabet_hint = "put a line such as: alphabet a b";
inline constexpr auto states_hint = "put a line such as: states 0 1 2";

/// An error that concerns what the file does not say.
[[nodiscard]] Error missing(const std::string& message, const std::string& source, std::size_t last_line,
                            const std::string& hint);

/// Reads the lines after the header one by one; the text's end is line `end_line`.
template <class Reader>
auto read_body(Reader reader, const std::vector<std::string_view>& lines, std::size_t first,
               const std::string& source) {
    for (std::size_t i = first; i < lines.size(); ++i) {
        Line line(source, i + 1, lines[i]);
        if (!line.empty()) reader.read(line);
    }
    return reader.finish(source, lines.size());
}

/// A line of the keyword and the names.
[[nodiscard]] std::string names_line(const std::string& keyword, const std::vector<std::string>& names);
/// "<1/2>", nothing for 1.
[[nodiscard]] std::string weight_text(const Rational& weight);
/// The same behind a blank.
[[nodiscard]] std::string weight_after(const Rational& weight);

// One file a kind: lines[first] is the first after the header.
[[nodiscard]] Automaton read_weighted(const std::vector<std::string_view>& lines, std::size_t first,
                                      const std::string& source);
[[nodiscard]] Automaton read_permutation(const std::vector<std::string_view>& lines, std::size_t first,
                                         const std::string& source);
[[nodiscard]] Automaton read_counter(const std::vector<std::string_view>& lines, std::size_t first,
                                     const std::string& source);
[[nodiscard]] Automaton read_stack(const std::vector<std::string_view>& lines, std::size_t first,
                                   const std::string& source);
[[nodiscard]] std::string write(const WeightedAutomaton& automaton);
[[nodiscard]] std::string write(const PermutationAutomaton& automaton);
[[nodiscard]] std::string write(const CounterMachine& machine);
[[nodiscard]] std::string write(const StackMachine& machine);

}  // namespace linac::native
