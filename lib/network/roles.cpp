#include "network/roles.hpp"

namespace linac {
namespace {

std::string numbered(const char* noun, std::size_t number) {
    return std::string(noun) + " " + std::to_string(number);
}

}  // namespace

namespace roles {

std::string name_of(const BlockToken& token) {
    if (token.blocks_back < 2) return numbered(token.blocks_back == 0 ? "current" : "previous", token.number);
    return numbered("token", token.number) + " of " + std::to_string(token.blocks_back) + " blocks back";
}

std::string place_of(const RingSlot& role) {
    return numbered("ring", role.ring) + " " + numbered("slot", role.slot);
}

std::string place_of(const WindowToken& role) {
    return numbered("window age", role.age);
}

}  // namespace roles

namespace {

struct DimensionLabel {
    const Alphabet& alphabet;
    const std::vector<std::string>& registers;

    std::string operator()(const roles::Position& role) const { return numbered("position", role.residue); }
    std::string operator()(const roles::RingSlot& role) const { return place_of(role) + symbol(role.symbol); }
    std::string operator()(const roles::WindowToken& role) const {
        return place_of(role) + symbol(role.symbol);
    }
    std::string operator()(const roles::Counter& role) const { return "counter " + registers[role.counter]; }
    std::string operator()(const roles::LiveCounter& role) const {
        return "counter " + registers[role.counter] + " while the machine may accept";
    }
    std::string operator()(const roles::SquashedCounter& role) const {
        return "counter " + registers[role.counter] + " as sgn(c) (1 - 2^-|c|)";
    }
    std::string operator()(const roles::Stack& role) const { return "stack " + registers[role.stack]; }

    [[nodiscard]] std::string symbol(Symbol symbol) const { return " symbol " + alphabet.name(symbol); }
};

struct UnitLabel {
    const Alphabet& alphabet;

    std::string operator()(const roles::PositionSet& /*role*/) const { return "position in a set"; }
    std::string operator()(const roles::Token& role) const { return token(role); }
    std::string operator()(const roles::TokenInPlace& role) const { return token(role); }
    std::string operator()(const roles::TokenGate& role) const { return "product " + token(role); }
    std::string operator()(const roles::NoTokenGate& role) const { return "no token " + name_of(role.token); }
    std::string operator()(const roles::PositionGate& /*role*/) const { return "position gate"; }
    std::string operator()(const roles::Sum& /*role*/) const { return "sum"; }

    [[nodiscard]] std::string token(const auto& role) const {
        return name_of(role.token) + " symbol " + alphabet.name(role.symbol);
    }
};

}  // namespace

std::string label_of(const DimensionRole& role, const Alphabet& alphabet,
                     const std::vector<std::string>& registers) {
    return std::visit(DimensionLabel{alphabet, registers}, role);
}

std::string label_of(const UnitRole& role, const Alphabet& alphabet) {
    return std::visit(UnitLabel{alphabet}, role);
}

}  // namespace linac
