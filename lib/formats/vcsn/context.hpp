// Contexts of Vcsn's automata: what the labels are, and from what set the weights come.
//
//     context   = labelset , weightset
//     labelset  = lal | lal_char | letterset      a label is a letter
//               | lan | lan_char                  a letter or \e, the empty word
//               | law | law_char | wordset        a word
//               | nullableset<labelset>           those and \e
//               | lao                             \e alone
//     lal, letterset, lan, law and wordset may be followed by <letters> or by (abc), the _char ones by (abc).
//     letters   = char_letters | char | string_letters | string, alone or followed by (abc)
//     weightset = b | z | q | qmp
//
// Letters in parentheses follow each other without separators: a character, 'quoted' (of string_letters, where each
// letter outside ASCII and each of several characters must be), or an escape: `\(` stands for ( and `\x2f` for the byte 2f,
// and `\t` for a tab. a-d is the range of characters. Without parentheses the alphabet is open: the letters are those that
// the labels have, in the order in which they appear. Otherwise they have the order of the context.
// Source: the notebook Contexts of Vcsn 2's documentation.
//
//     VcsnContext context = read_vcsn_context(text);     // lal_char(a-c), q
//     context.letters.names();                           // a, b, c
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/native/parts.hpp"
#include "formats/vcsn/quoted_text.hpp"

namespace linac {

struct VcsnContext {
    enum class Labels { letters, letters_or_empty, words, empty };
    enum class Weights { b, z, q };

    Labels labels = Labels::letters;
    bool has_strings = false;  ///< a letter may have several characters
    bool is_open = true;       ///< letters that labels have belong to the alphabet
    native::NameTable letters;
    Weights weights = Weights::b;
    bool is_implicit = false;          ///< the file names none: weights are rational as soon as there is one
    std::vector<std::size_t> by_name;  ///< the letters by ascending name, once a class needs it
    std::size_t class_letters = 0;     ///< that classes have looked at so far
};

/// Reads a context up to where it ends. Throws bad_input, also for labels and weights that are not read.
[[nodiscard]] VcsnContext read_vcsn_context(VcsnText& text);

/// Reads a letter: a character, an escape or 'quoted'. Throws bad_input where the context cannot hold it.
[[nodiscard]] std::string take_vcsn_letter(VcsnText& text, const VcsnContext& context);

/// Reads a character or an escape and appends it, which may be a byte of a character.
void take_vcsn_character(VcsnText& text, std::string& to);

/// Throws bad_input where this name, read from `offset` on, is not UTF-8 or has a control character other than a tab.
void expect_readable(const VcsnText& text, const std::string& name, std::size_t offset,
                     const std::string& noun);

}  // namespace linac
