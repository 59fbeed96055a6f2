#include "error.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {
namespace {

constexpr std::size_t shown_characters = 100;  // a longer line is shown as the part around the place

/// The line, cut to what fits around `column`, and the line with the caret below it.
std::string excerpt(const std::string& line, std::size_t column) {
    const std::size_t length = character_count(line);
    std::size_t first = 0;
    if (length > shown_characters) {
        first = column > shown_characters / 2 ? column - shown_characters / 2 : 0;
        first = std::min(first, length - shown_characters);
    }
    // Only the part that is shown is taken apart: the line may have millions of characters.
    const std::string_view from_first = after_characters(line, first);
    const std::string_view rest = after_characters(from_first, shown_characters);
    std::string shown = first > 0 ? "..." : "";
    std::string below = first > 0 ? "   " : "";
    std::size_t at = first;
    for (const std::string& character :
         printable_characters(from_first.substr(0, from_first.size() - rest.size()))) {
        shown += character;
        if (++at < column) below += character == "\t" ? '\t' : ' ';
    }
    if (!rest.empty()) shown += "...";
    return shown + "\n" + below + "^\n";
}

}  // namespace

Place place_in(std::string_view text, std::size_t offset, const std::string& source) {
    const std::size_t before = text.substr(0, offset).rfind('\n');
    const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', offset), text.size());
    const auto above = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(first), '\n');
    return {source, static_cast<std::size_t>(above) + 1,
            character_count(text.substr(first, offset - first)) + 1,
            std::string(text.substr(first, end - first))};
}

std::string describe(const Error& error) {
    const Place& place = error.place();
    std::string text;
    if (!place.source.empty()) text += place.source + ":";
    if (place.line > 0) text += std::to_string(place.line) + ":";
    if (place.column > 0) text += std::to_string(place.column) + ":";
    if (!text.empty()) text += " ";
    text += error.message() + "\n";
    if (place.line > 0 && place.column > 0 && !place.text.empty()) text += excerpt(place.text, place.column);
    if (!error.hint().empty()) text += "hint: " + error.hint() + "\n";
    return text;
}

}  // namespace linac
