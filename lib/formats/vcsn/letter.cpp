// Letters in contexts and labels.
#include <algorithm>

#include "formats/vcsn/characters.hpp"
#include "formats/vcsn/context.hpp"
#include "text.hpp"

namespace linac {
namespace {

int hexadecimal(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

void take_vcsn_character(VcsnText& text, std::string& to) {
    const std::size_t at = text.offset();
    std::string_view character = text.take_character();
    if (character != "\\") {
        to += character;
        return;
    }
    if (text.at_end()) throw text.error_at(at, "a backslash at the end");
    character = text.take_character();
    if (character == "x") {
        const int high = hexadecimal(text.peek());
        const int low = hexadecimal(text.peek(1));
        if (high < 0 || low < 0)
            throw text.error_at(at, "an unknown escape", "a byte is written \\x and two hexadecimal digits");
        text.take_character();
        text.take_character();
        to += static_cast<char>(16 * high + low);
    } else if (character == "t") {
        to += '\t';
    } else {
        const char c = character.front();
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            throw text.error_at(
                at, "an unknown escape",
                "a backslash stands before a character that is no letter or digit, as in \\,");
        to += character;
    }
}

void expect_readable(const VcsnText& text, const std::string& name, std::size_t offset,
                     const std::string& noun) {
    if (name.empty()) throw text.error_at(offset, "an empty " + noun);
    if (std::any_of(name.begin(), name.end(), is_control))
        throw text.error_at(offset, "a control character in a " + noun);
    if (first_invalid_utf8(name)) throw text.error_at(offset, "a " + noun + " that is not UTF-8");
}

std::string take_vcsn_letter(VcsnText& text, const VcsnContext& context) {
    const std::size_t at = text.offset();
    std::string letter;
    const bool is_quoted = text.take_if("'");
    if (!is_quoted) {
        take_vcsn_character(text, letter);
    } else {
        while (!text.take_if("'")) {
            if (text.at_end()) throw text.error_at(at, "a quoted letter without its closing quote");
            take_vcsn_character(text, letter);
        }
    }
    if (!is_ascii(letter) && !(context.has_strings && is_quoted))
        throw text.error_at(at, "a letter outside ASCII",
                            context.has_strings
                                ? "such a letter is written in single quotes: 'é'"
                                : "letters of Vcsn's char_letters are single bytes; others are declared: "
                                  "letterset<string_letters('é')>");
    expect_readable(text, letter, at, "letter");
    if (!context.has_strings && letter.size() > 1)
        throw text.error_at(at, "a letter of several characters",
                            "such letters are declared: letterset<string_letters('foo''bar')>");
    return letter;
}

}  // namespace linac
