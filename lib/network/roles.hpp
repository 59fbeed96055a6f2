// Roles: what a part of a network stands for, as data for programs. A label says it to people, and no program reads it back.
//
// A role is a claim of whoever made the network, about the values of a part on every word. Who relies on one checks it, or says
// what was taken for granted. With t the number of symbols read:
//
//   of a dimension of the residual stream, after the last layer
//     position q p           1 if t ≡ q modulo p, otherwise 0; after BOS as it may be
//     ring r i σ             1 if slot i of ring r holds symbol σ, otherwise 0       (compile/router.hpp)
//     window j σ             1 if the token j before the last one is σ, otherwise 0
//     counter c              the machine's counter c
//     live-counter c         the same as long as the machine may accept
//     squashed-counter c     sgn(v) (1 − 2^−|v|) of the counter's value v
//     stack s                the machine's stack s, as the number of automata/stack.hpp
//
//   of a unit of a layer's feed-forward block, a gather (compile/gather.hpp); token i of a block, b blocks back
//     positions              1 if the position is in some set, otherwise 0
//     token b i σ            1 if that token is σ, otherwise 0
//     token-in-place b i σ   1 if that token is σ and is in some place of the window, otherwise 0
//     token-gate b i σ       v + C if that token is σ, otherwise 0, of some v with |v| ≤ C
//     no-token-gate b i      the same if there is no such token
//     position-gate          the same if the position is in some set
//     sum                    v + C of some v ≥ −C
//
//   of the rows of a head's state: the automaton's states whose weights they hold (Head::rows)
//
//     network.registers = {"n"};
//     network.roles[3] = roles::Counter{0};
//     assert(label_of(network.roles[3], network.alphabet, network.registers) == "counter n");
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "automata/alphabet.hpp"

namespace linac {

/// Each kind of role has its name in files, and `numbers(role)`, a tuple of references to its numbers in the order of files.
namespace roles {

struct Position {
    std::size_t residue = 0;
    std::size_t period = 1;

    static constexpr std::string_view name = "position";
    static auto numbers(auto& role) { return std::tie(role.residue, role.period); }
    friend bool operator==(const Position&, const Position&) = default;
};

struct RingSlot {
    std::size_t ring = 0;
    std::size_t slot = 0;
    Symbol symbol = 0;

    static constexpr std::string_view name = "ring";
    static auto numbers(auto& role) { return std::tie(role.ring, role.slot, role.symbol); }
    friend bool operator==(const RingSlot&, const RingSlot&) = default;
};

struct WindowToken {
    std::size_t age = 0;
    Symbol symbol = 0;

    static constexpr std::string_view name = "window";
    static auto numbers(auto& role) { return std::tie(role.age, role.symbol); }
    friend bool operator==(const WindowToken&, const WindowToken&) = default;
};

struct Counter {
    std::size_t counter = 0;  ///< of Network::registers

    static constexpr std::string_view name = "counter";
    static auto numbers(auto& role) { return std::tie(role.counter); }
    friend bool operator==(const Counter&, const Counter&) = default;
};

struct LiveCounter {
    std::size_t counter = 0;

    static constexpr std::string_view name = "live-counter";
    static auto numbers(auto& role) { return std::tie(role.counter); }
    friend bool operator==(const LiveCounter&, const LiveCounter&) = default;
};

struct SquashedCounter {
    std::size_t counter = 0;

    static constexpr std::string_view name = "squashed-counter";
    static auto numbers(auto& role) { return std::tie(role.counter); }
    friend bool operator==(const SquashedCounter&, const SquashedCounter&) = default;
};

struct Stack {
    std::size_t stack = 0;  ///< of Network::registers

    static constexpr std::string_view name = "stack";
    static auto numbers(auto& role) { return std::tie(role.stack); }
    friend bool operator==(const Stack&, const Stack&) = default;
};

struct PositionSet {
    static constexpr std::string_view name = "positions";
    static auto numbers(auto& /*role*/) { return std::tuple(); }
    friend bool operator==(const PositionSet&, const PositionSet&) = default;
};

/// Which token of a gather's window.
struct BlockToken {
    std::size_t blocks_back = 0;  ///< 0: of the current block, 1: of the previous one
    std::size_t number = 0;       ///< in its block

    // clang-tidy takes the 0 in what the compiler writes here for a null pointer.
    friend auto operator<=>(const BlockToken&, const BlockToken&) = default;  // NOLINT(modernize-use-nullptr)
};

struct Token {
    BlockToken token;
    Symbol symbol = 0;

    static constexpr std::string_view name = "token";
    static auto numbers(auto& role) {
        return std::tie(role.token.blocks_back, role.token.number, role.symbol);
    }
    friend bool operator==(const Token&, const Token&) = default;
};

struct TokenInPlace {
    BlockToken token;
    Symbol symbol = 0;

    static constexpr std::string_view name = "token-in-place";
    static auto numbers(auto& role) {
        return std::tie(role.token.blocks_back, role.token.number, role.symbol);
    }
    friend bool operator==(const TokenInPlace&, const TokenInPlace&) = default;
};

struct TokenGate {
    BlockToken token;
    Symbol symbol = 0;

    static constexpr std::string_view name = "token-gate";
    static auto numbers(auto& role) {
        return std::tie(role.token.blocks_back, role.token.number, role.symbol);
    }
    friend bool operator==(const TokenGate&, const TokenGate&) = default;
};

struct NoTokenGate {
    BlockToken token;

    static constexpr std::string_view name = "no-token-gate";
    static auto numbers(auto& role) { return std::tie(role.token.blocks_back, role.token.number); }
    friend bool operator==(const NoTokenGate&, const NoTokenGate&) = default;
};

struct PositionGate {
    static constexpr std::string_view name = "position-gate";
    static auto numbers(auto& /*role*/) { return std::tuple(); }
    friend bool operator==(const PositionGate&, const PositionGate&) = default;
};

struct Sum {
    static constexpr std::string_view name = "sum";
    static auto numbers(auto& /*role*/) { return std::tuple(); }
    friend bool operator==(const Sum&, const Sum&) = default;
};

/// "current 3", "previous 0": for labels.
[[nodiscard]] std::string name_of(const BlockToken& token);
/// "ring 0 slot 1", "window age 2": what all symbols' dimensions have in common.
[[nodiscard]] std::string place_of(const RingSlot& role);
[[nodiscard]] std::string place_of(const WindowToken& role);

}  // namespace roles

using DimensionRole = std::variant<roles::Position, roles::RingSlot, roles::WindowToken, roles::Counter,
                                   roles::LiveCounter, roles::SquashedCounter, roles::Stack>;
using UnitRole = std::variant<roles::PositionSet, roles::Token, roles::TokenInPlace, roles::TokenGate,
                              roles::NoTokenGate, roles::PositionGate, roles::Sum>;

/// The name of the role's kind.
template <class... Kinds>
[[nodiscard]] std::string_view kind_of(const std::variant<Kinds...>& role) {
    return std::visit([](const auto& kind) { return kind.name; }, role);
}

/// The role in words, such as "ring 0 slot 1 symbol a". Numbers must be those of the alphabet and the registers.
[[nodiscard]] std::string label_of(const DimensionRole& role, const Alphabet& alphabet,
                                   const std::vector<std::string>& registers);
/// The same, such as "current 3 symbol a", "product current 3 symbol a" or "sum".
[[nodiscard]] std::string label_of(const UnitRole& role, const Alphabet& alphabet);

}  // namespace linac
