#include "formats/mata/naming.hpp"

#include <algorithm>
#include <array>

#include "text.hpp"

namespace linac {
namespace {

using Scheme = MataNaming::Scheme;

constexpr std::array<MataNamingKey, 12> naming_keys{{{"States-enum", true, Scheme::list},
                                                     {"States", true, Scheme::list},
                                                     {"States-marked", true, Scheme::marked},
                                                     {"States-auto", true, Scheme::automatic},
                                                     {"Alphabet-enum", false, Scheme::list},
                                                     {"Alphabet", false, Scheme::list},
                                                     {"Alphabet-marked", false, Scheme::marked},
                                                     {"Alphabet-auto", false, Scheme::automatic},
                                                     {"Alphabet-numbers", false, Scheme::numbers},
                                                     {"Alphabet-chars", false, Scheme::characters},
                                                     {"Alphabet-utf", false, Scheme::characters},
                                                     {"Alphabet-utf-8", false, Scheme::characters}}};

}  // namespace

std::optional<MataNamingKey> naming_key(std::string_view key) {
    const auto* known = std::find_if(naming_keys.begin(), naming_keys.end(),
                                     [key](const MataNamingKey& each) { return each.key == key; });
    if (known == naming_keys.end()) return std::nullopt;
    return *known;
}

std::optional<std::string> objection(const MataNaming& naming, const std::string& name, char mark) {
    switch (naming.scheme) {
        case Scheme::list:
            if (naming.names.find(name)) return std::nullopt;
            return " is not on the %" + naming.key + " line";
        case Scheme::marked:
            if (name[0] == mark) return std::nullopt;
            return std::string(" does not begin with ") + mark + ", as %" + naming.key + " says";
        case Scheme::numbers:
            if (std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }))
                return std::nullopt;
            return " is not a number, as %" + naming.key + " says";
        case Scheme::characters:
            if (character_count(name) == 1) return std::nullopt;
            return " is not one character, as %" + naming.key + " says";
        default:
            return std::nullopt;
    }
}

}  // namespace linac
