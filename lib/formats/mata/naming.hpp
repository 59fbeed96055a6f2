// How a file in Mata's text says which names are states and which are symbols.
//
//     MataNaming symbols{MataNaming::Scheme::numbers, "Alphabet-numbers", {}};
//     objection(symbols, "x", 'a');      // " is not a number, as %Alphabet-numbers says"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/native/parts.hpp"

namespace linac {

struct MataNaming {
    enum class Scheme { undeclared, automatic, list, marked, numbers, characters };

    Scheme scheme = Scheme::undeclared;
    std::string key;          ///< of the line that says so
    native::NameTable names;  ///< of the list, or that have appeared
};

/// A key such as States-enum.
struct MataNamingKey {
    std::string_view key;
    bool is_of_states;
    MataNaming::Scheme scheme;
};

[[nodiscard]] std::optional<MataNamingKey> naming_key(std::string_view key);

/// Why the scheme does not hold the name, if so; marked names begin with `mark`.
[[nodiscard]] std::optional<std::string> objection(const MataNaming& naming, const std::string& name,
                                                   char mark);

}  // namespace linac
