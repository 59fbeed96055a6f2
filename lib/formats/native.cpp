#include "formats/native.hpp"

#include "formats/native/parts.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr auto header_hint =
    "the first line is: linac 1 KIND, KIND one of weighted, permutation, counter, stack";

Automaton read_text(std::string_view text, const std::string& source) {
    const std::vector<std::string_view> lines = split_lines(text, source);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Line line(source, i + 1, lines[i]);
        if (line.empty()) continue;
        if (!line.peek().is_keyword("linac")) throw line.unexpected("the header 'linac 1 KIND'", header_hint);
        line.take();
        if (!line.peek().is_keyword("1"))
            throw line.unexpected("version 1", "this program reads version 1 of the format");
        line.take();
        const Token& kind = line.expect(Token::Kind::name, "the kind of automaton", header_hint);
        line.expect_end();
        if (kind.is_keyword("weighted")) return native::read_weighted(lines, i + 1, source);
        if (kind.is_keyword("permutation")) return native::read_permutation(lines, i + 1, source);
        if (kind.is_keyword("counter")) return native::read_counter(lines, i + 1, source);
        if (kind.is_keyword("stack")) return native::read_stack(lines, i + 1, source);
        throw line.error("unknown kind of automaton " + quoted_if_needed(printable(kind.text)), kind,
                         header_hint);
    }
    throw Error::bad_input("an empty file", Place{source, 0, 0, {}}, header_hint);
}

}  // namespace

Result<Automaton> read_automaton(std::string_view text, const std::string& source) {
    auto automaton = capture([&] { return read_text(text, source); });
    if (!automaton) return automaton.error().in(source);
    return automaton;
}

std::string write_automaton(const Automaton& automaton, std::size_t max_bytes) {
    if (alphabet_of(automaton).size() == 0)
        throw Error::impossible("an automaton without symbols cannot be written",
                                "its files have one at least");
    std::string text = std::visit([](const auto& kind) { return native::write(kind); }, automaton);
    expect_fits(text, max_bytes);
    return text;
}

}  // namespace linac
