// The edges of a statement of Vcsn's dot as transitions.
//
//     DotEdges edges(lexer, builder, label);
//     edges.add(from, to);
#pragma once

#include <cstddef>
#include <optional>

#include "formats/vcsn/builder.hpp"
#include "formats/vcsn/dot_lexer.hpp"

namespace linac {

struct DotNode {
    /// What an edge from or to it says.
    enum class Role { initial, state, final };
    Role role = Role::state;
    std::size_t index = 0;   ///< of a state
    std::size_t offset = 0;  ///< in the file
};

/// Its label is read once as an entry and once as a weight, where they are needed.
class DotEdges {
  public:
    DotEdges(const DotLexer& lexer, VcsnBuilder& builder, const std::optional<DotToken>& label)
        : lexer_(lexer), builder_(builder), label_(label) {}

    /// Throws bad_input where no such edge may be.
    void add(const DotNode& from, const DotNode& to);

  private:
    [[nodiscard]] Error refused(const DotNode& at, const std::string& message) const;
    const Rational& weight();
    const VcsnEntry& entry(const DotNode& to);

    const DotLexer& lexer_;
    VcsnBuilder& builder_;
    std::optional<DotToken> label_;
    std::optional<Rational> weight_;
    std::optional<VcsnEntry> entry_;
    std::size_t count_ = 0;
};

/// What the builder refuses, as an error there.
[[nodiscard]] VcsnBuilder::Refuse refusal_at(const DotLexer& lexer, std::size_t offset);

[[nodiscard]] Error too_many_edges(const DotLexer& lexer, std::size_t offset);

}  // namespace linac
