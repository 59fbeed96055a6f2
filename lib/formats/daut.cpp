#include "formats/daut.hpp"

#include <algorithm>
#include <optional>

#include "formats/vcsn/builder.hpp"
#include "formats/vcsn/daut_names.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr auto transition_hint = "a transition is written: state -> state <weight>letter, ...";
constexpr auto line_end = "the end of the line";

class DautReader {
  public:
    DautReader(std::string_view text, const std::string& source)
        : text_(text), cursor_(text, source, "daut files"), builder_(implicit_context()) {}

    ForeignAutomaton read() {
        for (bool is_first = true; next_line();) {
            const std::size_t begin = cursor_.offset();
            if (take_context_keyword()) {
                if (!is_first)
                    throw cursor_.error_at(begin, "a context after the first line",
                                           "the context comes before the transitions");
                read_context();
            } else {
                read_line();
            }
            is_first = false;
        }
        std::vector<std::string> names = builder_.states();
        return std::move(builder_).automaton(std::move(names));
    }

  private:
    struct Name {
        std::size_t offset = 0;
        std::string text;
        bool is_dollar = false;
    };

    static VcsnContext implicit_context() {
        VcsnContext context;
        context.is_implicit = true;
        return context;
    }

    /// Moves to the next line that has more than a comment.
    bool next_line() {
        while (true) {
            cursor_.skip_space();
            if (cursor_.at_end()) return false;
            if (!at_comment()) {
                line_end_ = std::min(text_.find('\n', cursor_.offset()), text_.size());
                return true;
            }
            cursor_.take_while([](char c) { return c != '\n'; });
        }
    }

    [[nodiscard]] bool at_comment() const { return cursor_.peek() == '#' || cursor_.starts_with("//"); }
    /// Whether nothing but a comment follows in the line.
    [[nodiscard]] bool at_line_end() const {
        return cursor_.at_end() || cursor_.peek() == '\n' || cursor_.peek() == '\r' || at_comment();
    }
    void finish_line() { cursor_.move_to(line_end_); }

    bool take_context_keyword() {
        const std::size_t begin = cursor_.offset();
        cursor_.take_if("vcsn_");
        if (cursor_.take_if("context") || cursor_.take_if("ctx")) {
            cursor_.skip_blanks();
            if (cursor_.take_if("=")) return true;
        }
        cursor_.move_to(begin);
        return false;
    }

    void read_context() {
        cursor_.skip_blanks();
        // An example of Vcsn's documentation lacks the closing quote.
        const auto close = cursor_.take_if("\"") ? closing_quote() : std::nullopt;
        const bool is_quoted = close.has_value();
        const std::size_t begin = cursor_.offset();
        std::size_t end = line_end_;
        if (is_quoted) {
            end = *close;
        } else if (end > begin && text_[end - 1] == '\r') {
            --end;
        }
        VcsnText context(cursor_, begin, text_.substr(begin, end - begin),
                         is_quoted ? VcsnText::Escapes::backslashes : VcsnText::Escapes::none,
                         is_quoted ? "the end of the context" : line_end);
        builder_ = VcsnBuilder(read_vcsn_context(context));
        context.skip_space();
        const bool has_comment =
            !is_quoted && (context.peek() == '#' || (context.peek() == '/' && context.peek(1) == '/'));
        if (!context.at_end() && !has_comment) throw context.unexpected("the end of the context");
        finish_line();
    }

    /// The first quote of the line that only a comment follows.
    std::optional<std::size_t> closing_quote() {
        const std::size_t begin = cursor_.offset();
        std::optional<std::size_t> close;
        for (std::size_t at = text_.find('"', begin); at < line_end_; at = text_.find('"', at + 1)) {
            cursor_.move_to(at + 1);
            cursor_.skip_blanks();
            if (at_line_end()) {
                close = at;
                break;
            }
        }
        cursor_.move_to(begin);
        return close;
    }

    void read_line() {
        const Name source = take_state();
        cursor_.skip_blanks();
        const auto refuse = [this](const Name& name) {
            return [this, offset = name.offset](const std::string& message) {
                return cursor_.error_at(offset, message);
            };
        };
        if (!source.is_dollar && at_line_end()) {
            builder_.state(source.text, refuse(source));
            return finish_line();
        }
        cursor_.take_if("->");
        cursor_.skip_blanks();
        const Name target = take_state();
        if (source.is_dollar && target.is_dollar)
            throw cursor_.error_at(target.offset, "a transition from '$' to '$'", transition_hint);
        const std::size_t from = source.is_dollar ? 0 : builder_.state(source.text, refuse(source));
        const std::size_t to = target.is_dollar ? 0 : builder_.state(target.text, refuse(target));
        VcsnText entry = rest_of_line();
        if (source.is_dollar)
            builder_.add_initial(to, read_vcsn_weight_entry(entry, builder_.context()));
        else if (target.is_dollar)
            builder_.add_final(from, read_vcsn_weight_entry(entry, builder_.context()));
        else
            builder_.add(from, to, read_vcsn_entry(entry, builder_.context()), refuse(target));
        finish_line();
    }

    VcsnText rest_of_line() {
        cursor_.skip_blanks();
        const std::size_t begin = cursor_.offset();
        std::size_t end = begin;
        while (end < line_end_ && text_[end] != '#' && text_.substr(end, 2) != "//") ++end;
        while (end > begin && (is_blank(text_[end - 1]) || text_[end - 1] == '\r')) --end;
        return {cursor_, begin, text_.substr(begin, end - begin), VcsnText::Escapes::none, line_end};
    }

    Name take_state() {
        Name name{cursor_.offset(), {}, false};
        const std::size_t length = cursor_.peek() == '"' ? take_quoted(name) : take_plain(name);
        if (length == 0) {
            const bool is_plain_error = at_line_end() || static_cast<unsigned char>(cursor_.peek()) < 0x80;
            throw cursor_.unexpected("a state or '$'", is_plain_error
                                                           ? transition_hint
                                                           : "other names are written in double quotes");
        }
        name.is_dollar = name.text == "$" && length == 1;
        if (!name.is_dollar && daut::is_reserved(name.text))
            throw cursor_.error_at(
                name.offset, "a state named " + name.text,
                "$ stands before initial and after final states; $, $pre and $post name no others");
        return name;
    }

    /// Both append the name and return the bytes it takes.
    std::size_t take_quoted(Name& name) {
        cursor_.take();
        std::size_t close = cursor_.offset();
        while (close < line_end_ && text_[close] != '"') close += text_[close] == '\\' ? 2 : 1;
        if (close >= line_end_)
            throw cursor_.error_at(name.offset, "a quoted name without its closing quote");
        const std::size_t begin = cursor_.offset();
        VcsnText content(cursor_, begin, text_.substr(begin, close - begin), VcsnText::Escapes::none,
                         "the quote");
        while (!content.at_end()) take_vcsn_character(content, name.text);
        expect_readable(content, name.text, 0, "name");
        cursor_.move_to(close + 1);
        return close + 1 - name.offset;
    }

    std::size_t take_plain(Name& name) {
        while (!cursor_.at_end() && !cursor_.starts_with("->")) {
            if (daut::is_name_character(cursor_.peek())) {
                name.text += cursor_.take();
            } else if (cursor_.peek() == '\\' && cursor_.offset() + 1 < line_end_) {
                cursor_.take();
                name.text += cursor_.take_character();
            } else {
                break;
            }
        }
        return cursor_.offset() - name.offset;
    }

    std::string_view text_;
    TextCursor cursor_;
    VcsnBuilder builder_;
    std::size_t line_end_ = 0;
};

}  // namespace

Result<ForeignAutomaton> read_daut(std::string_view text, const std::string& source) {
    return capture([&] { return DautReader(text, source).read(); });
}

}  // namespace linac
