#include "formats/network_file.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "text.hpp"

namespace linac {
namespace {

constexpr auto format_name = "linac network";
constexpr std::uint32_t format_version = 1;
constexpr std::size_t max_depth = 16;  // a valid file has 8

// ---- JSON values, side by side in one array: a value of three bytes of text must not become fifty of
// memory.

/// A JSON value; an array's or object's contents (key, value, key, value…) follow it.
struct Node {
    enum Kind : std::uint8_t { null, boolean, whole, large, negative, fraction, string, array, object };
    Kind kind = null;
    std::uint32_t size = 0;     ///< string: bytes; array or object: nodes inside, at any depth
    std::uint32_t content = 0;  ///< whole: the number; string: first byte in the pool; array: elements
};

constexpr std::array<const char*, 9> kind_names{"null",
                                                "a truth value",
                                                "a whole number",
                                                "a number beyond 4294967295",
                                                "a negative number",
                                                "a number with a fraction or exponent",
                                                "a string",
                                                "an array",
                                                "an object"};

class Document {
  public:
    Document(std::string_view text, const std::string& source);

    [[nodiscard]] const Node& node(std::size_t index) const { return nodes_[index]; }
    [[nodiscard]] std::string_view text(const Node& node) const {
        return std::string_view(pool_).substr(node.content, node.size);
    }
    /// The path of a value, such as /layers/0/label; "/" for the whole.
    [[nodiscard]] std::string path(std::size_t target) const;

  private:
    class Builder;
    std::vector<Node> nodes_;
    std::string pool_;
};

/// The place of a byte of the text.
Place place_of(std::string_view text, std::size_t offset, const std::string& source) {
    const std::size_t before = text.substr(0, offset).rfind('\n');
    const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', offset), text.size());
    const auto above = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(first), '\n');
    return {source, static_cast<std::size_t>(above) + 1,
            character_count(text.substr(first, offset - first)) + 1,
            std::string(text.substr(first, end - first))};
}

/// At most how much a text holds.
struct Extent {
    std::size_t nodes = 1;
    std::size_t string_bytes = 0;
};

/// Refuses what the parser must not meet: it would take memory for it, or silently stop there (a byte 0).
Extent scan(std::string_view text, const std::string& source) {
    if (text.size() > max_network_file_bytes)
        throw Error::bad_input("a network file of more than " + std::to_string(max_network_file_bytes) +
                               " bytes");
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw Error::bad_input("an empty file", {}, "a network file is one JSON object, see network_file.md");
    const auto refuse = [&](const std::string& message, std::size_t offset) {
        return Error::bad_input(message, place_of(text, offset, source), "network files are UTF-8 text");
    };
    if (const auto bad = first_invalid_utf8(text)) throw refuse("a byte that is not UTF-8", *bad);
    Extent extent;
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r')
            throw refuse("a control character", at);
        if (c == '"')
            in_string = !in_string;
        else if (in_string)
            at += c == '\\' ? 1 : 0;
        else if (c == ',' || c == ':')
            ++extent.nodes;
        else if (c == ']' || c == '}')
            depth -= depth > 0 ? 1 : 0;
        else if (c == '[' || c == '{') {
            ++extent.nodes;
            if (++depth > max_depth)
                throw Error::bad_input("nested deeper than " + std::to_string(max_depth) + " levels",
                                       place_of(text, at, source));
        }
        extent.string_bytes += in_string ? 1 : 0;
    }
    return extent;
}

/// Whether a byte lies in a string: after its opening quote, up to the closing one.
bool is_in_string(std::string_view text, std::size_t offset) {
    bool in_string = false;
    for (std::size_t at = 0; at < offset; ++at) {
        if (text[at] == '"')
            in_string = !in_string;
        else if (in_string && text[at] == '\\')
            ++at;
    }
    return in_string;
}

/// Fills a document from the parser's events.
class Document::Builder : public nlohmann::json_sax<nlohmann::json> {
  public:
    Builder(Document& document, std::string_view text, const std::string& source)
        : document_(document), text_(text), source_(source) {}

    bool null() override { return add({Node::null}); }
    bool boolean(bool /*value*/) override { return add({Node::boolean}); }
    bool number_integer(std::int64_t value) override {
        return value < 0 ? add({Node::negative}) : number_unsigned(static_cast<std::uint64_t>(value));
    }
    bool number_unsigned(std::uint64_t value) override {
        if (value > std::numeric_limits<std::uint32_t>::max()) return add({Node::large});
        return add({Node::whole, 0, static_cast<std::uint32_t>(value)});
    }
    bool number_float(double /*value*/, const std::string& text) override {
        if (text.find_first_of(".eE") != std::string::npos) return add({Node::fraction});
        return add({text[0] == '-' ? Node::negative : Node::large});  // too long for an integer of the parser
    }
    bool string(std::string& value) override {
        const auto first = static_cast<std::uint32_t>(document_.pool_.size());
        document_.pool_ += value;
        return add({Node::string, static_cast<std::uint32_t>(value.size()), first});
    }
    bool key(std::string& value) override { return string(value); }
    bool binary(binary_t& /*value*/) override { return false; }  // not in JSON texts
    bool start_array(std::size_t /*size*/) override { return open({Node::array}); }
    bool start_object(std::size_t /*size*/) override { return open({Node::object}); }
    bool end_array() override { return close(); }
    bool end_object() override { return close(); }

    /// `position` is the number of characters read, more than there are at the end of the text.
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::detail::exception& error) override {
        const auto refuse = [&](const std::string& message, std::size_t offset) {
            return Error::bad_input(message, place_of(text_, offset, source_));
        };
        if (position > text_.size()) throw refuse("the text ends before the network does", text_.size());
        const std::size_t last = position - 1;
        const std::size_t first = position - std::min(token.size(), position);
        constexpr int number_out_of_range = 406;
        if (error.id == number_out_of_range) throw refuse("a number out of range", first);
        // The parser's token is a whole string, number or word, or it ends with the character that is wrong.
        const bool is_whole = nlohmann::json::accept(token);
        if (open_.empty() && !document_.nodes_.empty())
            throw refuse("text after the end of the network", is_whole ? first : last);
        if (is_whole)
            throw refuse(
                "not JSON: unexpected " + (token[0] == '"' ? printable(token) : "'" + printable(token) + "'"),
                first);
        if (is_in_string(text_, last)) throw refuse("a wrong escape or a line break in a string", last);
        throw refuse("not JSON: unexpected '" + printable_characters(text_.substr(last, 4)).front() + "'",
                     last);
    }

  private:
    bool add(Node node) {
        if (!open_.empty()) ++document_.nodes_[open_.back()].content;
        document_.nodes_.push_back(node);
        return true;
    }
    bool open(Node node) {
        add(node);
        open_.push_back(document_.nodes_.size() - 1);
        return true;
    }
    bool close() {
        document_.nodes_[open_.back()].size =
            static_cast<std::uint32_t>(document_.nodes_.size() - open_.back() - 1);
        open_.pop_back();
        return true;
    }

    Document& document_;
    std::string_view text_;
    const std::string& source_;
    std::vector<std::size_t> open_;
};

Document::Document(std::string_view text, const std::string& source) {
    const Extent extent = scan(text, source);
    nodes_.reserve(extent.nodes);
    pool_.reserve(extent.string_bytes);
    Builder builder(*this, text, source);
    nlohmann::json::sax_parse(text, &builder);
}

/// The node after a value and all that is inside it.
std::size_t after(const Document& document, std::size_t index) {
    const Node& node = document.node(index);
    return index + 1 + (node.kind == Node::array || node.kind == Node::object ? node.size : 0);
}

std::string Document::path(std::size_t target) const {
    std::string path;
    for (std::size_t at = 0; at < target;) {
        const bool keyed = node(at).kind == Node::object;
        std::size_t child = at + 1;
        std::size_t count = 0;
        for (; after(*this, child) <= target; ++count) child = after(*this, child);
        if (keyed && count % 2 == 0) break;  // the target is a key
        path += "/" + (keyed ? std::string(text(node(child - 1))) : std::to_string(count));
        at = child;
    }
    return path.empty() ? "/" : path;
}

/// A value of a document, with the checks that every reader below needs.
class Value {
  public:
    Value(const Document& document, std::size_t index) : document_(&document), index_(index) {}

    [[nodiscard]] Error error(const std::string& message, const std::string& hint = {}) const {
        return Error::bad_input("at " + document_->path(index_) + ": " + message, {}, hint);
    }
    [[nodiscard]] std::size_t index() const noexcept { return index_; }
    [[nodiscard]] std::string_view string(const std::string& expected = "a string") const {
        return document_->text(expect(Node::string, expected));
    }
    [[nodiscard]] std::size_t whole() const { return expect(Node::whole, "a whole number").content; }
    [[nodiscard]] std::size_t size() const { return expect(Node::array, "an array").content; }
    [[nodiscard]] std::size_t members() const { return expect(Node::object, "an object").content / 2; }
    /// Of an array: its first element; of an object: its first key. Only if there is one.
    [[nodiscard]] Value first() const { return {*document_, index_ + 1}; }
    /// The value after this one in the same array or object. Only if there is one.
    [[nodiscard]] Value next() const { return {*document_, after(*document_, index_)}; }
    template <class Visit>
    void for_each(const Visit& visit) const {
        Value element = first();
        for (std::size_t left = size(); left > 0; --left, element = element.next()) visit(element);
    }

  private:
    [[nodiscard]] const Node& expect(Node::Kind kind, const std::string& expected) const {
        const Node& node = document_->node(index_);
        if (node.kind != kind) throw error("expected " + expected + ", found " + kind_names.at(node.kind));
        return node;
    }

    const Document* document_;
    std::size_t index_;
};

std::string in_quotes(std::string_view text) {
    return '"' + printable(text) + '"';
}

/// An object that has exactly the given keys.
class Object {
  public:
    Object(const Value& value, const std::vector<std::string>& keys) {
        Value key = value.first();
        for (std::size_t left = value.members(); left > 0; --left, key = key.next().next()) {
            const std::string_view name = key.string();
            if (std::find(keys.begin(), keys.end(), name) == keys.end())
                throw value.error("unknown key " + in_quotes(name), "the keys here are " + join(keys, ", "));
            if (!members_.emplace(name, key.next()).second)
                throw value.error("key " + in_quotes(name) + " is given twice");
        }
        for (const std::string& name : keys)
            if (members_.count(name) == 0) throw value.error("key " + in_quotes(name) + " is missing");
    }
    [[nodiscard]] const Value& operator[](const std::string& key) const { return members_.at(key); }

  private:
    std::map<std::string, Value, std::less<>> members_;
};

/// The value of a key that decides how the rest is read, before the other keys are looked at.
Value member(const Value& value, std::string_view name) {
    Value key = value.first();
    for (std::size_t left = value.members(); left > 0; --left, key = key.next().next())
        if (key.string() == name) return key.next();
    throw value.error("key " + in_quotes(name) + " is missing");
}

Rational constant(const Value& value) {
    ParsedNumber number = parse_number(value.string("an exact number in quotes, such as \"1/2\""));
    if (!number.value) {
        if (number.error == NumberError::zero_denominator) throw value.error("a denominator of 0");
        if (number.error == NumberError::too_long)
            throw value.error("a number of more than " + std::to_string(max_digits) + " digits");
        throw value.error(in_quotes(value.string()) + " is not a number",
                          "a number is an integer, p/q or a finite decimal");
    }
    if (number.value->is_zero()) throw value.error("an entry of 0", "maps list their non-zero entries only");
    return *std::move(number.value);
}

/// Reads a network; refuses what is too large before it takes memory for it.
class Reader {
  public:
    explicit Reader(const Document& document) : document_(document) {}

    Network network() {
        const Value root(document_, 0);
        const Value format = member(root, "format");
        if (format.string() != format_name)
            throw format.error("expected " + in_quotes(format_name) + ", found " +
                               in_quotes(format.string()));
        const Value version = member(root, "version");
        if (version.whole() != format_version)
            throw version.error("version " + std::to_string(version.whole()) + " is unknown",
                                "this program reads version " + std::to_string(format_version));
        const Object object(root, {"format", "version", "target", "scheme", "alphabet", "residual",
                                   "embedding", "layers", "readout"});
        Network network;
        network.target = object["target"].string();
        network.scheme = object["scheme"].string();
        std::vector<std::string> symbols = strings(object["alphabet"], max_network_symbols);
        auto alphabet = capture([&] { return Alphabet(std::move(symbols)); });
        if (!alphabet) throw object["alphabet"].error(alphabet.error().message());
        network.alphabet = std::move(alphabet).value();
        network.residual = strings(object["residual"], max_map_dimensions);
        width_ = network.width();
        network.embedding = map(object["embedding"], network.alphabet.size() + 1, width_);
        object["layers"].for_each([&](const Value& value) { network.layers.push_back(layer(value)); });
        network.readout = map(object["readout"], width_, 1);
        validate(network);
        return network;
    }

  private:
    static std::vector<std::string> strings(const Value& list, std::size_t limit) {
        if (list.size() > limit) throw list.error("more than " + std::to_string(limit) + " elements");
        std::vector<std::string> texts;
        texts.reserve(list.size());
        list.for_each([&](const Value& element) { texts.emplace_back(element.string()); });
        return texts;
    }

    Layer layer(const Value& value) {
        const Object object(value, {"label", "heads", "feed_forward"});
        Layer layer;
        layer.label = object["label"].string();
        object["heads"].for_each([&](const Value& head) { layer.heads.push_back(this->head(head)); });
        const Value stages = object["feed_forward"];
        std::size_t inputs = width_;
        stages.for_each([&](const Value& stage) {
            FeedForward& block = layer.feed_forward;
            const bool last = block.stages.size() + 1 == stages.size();
            const Object parts(
                stage, last ? std::vector<std::string>{"map"} : std::vector<std::string>{"map", "units"});
            block.stages.push_back(map(parts["map"], inputs, last ? std::optional(width_) : std::nullopt));
            inputs = block.stages.back().outputs();
            if (last) return;
            if (parts["units"].size() != inputs)
                throw parts["units"].error(count_of(parts["units"].size(), "label") + " for " +
                                           count_of(inputs, "unit"));
            block.labels.push_back(strings(parts["units"], inputs));
        });
        return layer;
    }

    Head head(const Value& value) {
        Head head;
        const Value kind = member(value, "kind");
        const bool stepped = kind.string() == "deltaproduct";
        if (stepped)
            head.recurrence = DeltaProductHead();
        else if (kind.string() == "deltanet")
            head.recurrence = DeltaNetHead();
        else if (kind.string() == "rwkv7")
            head.recurrence = Rwkv7Head();
        else if (kind.string() == "pd")
            head.recurrence = PdHead();
        else
            throw kind.error("unknown kind of head " + in_quotes(kind.string()),
                             "the kinds are deltanet, deltaproduct, rwkv7, pd");

        std::vector<std::string> keys{"kind", "label", "key_dimension", "value_dimension"};
        if (stepped) keys.emplace_back("steps");
        for (const Parameter& parameter : parameters(head)) keys.push_back(parameter.name);
        keys.emplace_back("output");
        const Object object(value, keys);
        head.label = object["label"].string();
        head.key_dimension = object["key_dimension"].whole();
        head.value_dimension = object["value_dimension"].whole();
        if (head.key_dimension == 0 || head.value_dimension == 0) throw value.error("a head of dimension 0");
        if (head.key_dimension > max_state_entries || head.value_dimension > max_state_entries ||
            (state_entries_ += head.key_dimension * head.value_dimension) > max_state_entries)
            throw value.error("the heads' states have more than " + std::to_string(max_state_entries) +
                              " entries");
        for (const Parameter& parameter : parameters(head))
            *parameter.map = map(object[parameter.name], width_, parameter.outputs);
        if (auto* product = std::get_if<DeltaProductHead>(&head.recurrence))
            object["steps"].for_each([&](const Value& step) {
                const Object parts(step, {"key", "value", "beta"});
                product->steps.push_back({map(parts["key"], width_, head.key_dimension),
                                          map(parts["value"], width_, head.value_dimension),
                                          map(parts["beta"], width_, 1)});
            });
        head.output = map(object["output"], head.value_dimension, width_);
        return head;
    }

    /// One listed non-zero; `value` is where its constant is in the document.
    struct Listed {
        std::uint32_t input;
        std::uint32_t output;
        std::uint32_t value;
        [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> place() const { return {input, output}; }
    };

    /// The entries [output, constant], or [output, input, constant] if the map's inputs are given; in order.
    std::vector<Listed> listed(const Value& list, std::size_t outputs,
                               const std::optional<std::size_t>& inputs) {
        const std::size_t size = inputs ? 3 : 2;
        std::vector<Listed> entries;
        entries.reserve(list.size());
        const auto index = [](const Value& value, std::size_t bound, const std::string& noun) {
            if (value.whole() < bound) return static_cast<std::uint32_t>(value.whole());
            throw value.error(
                noun + " " + std::to_string(value.whole()) + " of a map of " + count_of(bound, noun),
                "indices count from 0");
        };
        list.for_each([&](const Value& entry) {
            if (entry.size() != size)
                throw entry.error(std::string("expected ") +
                                  (inputs ? "[output, input, weight]" : "[output, weight]") + ", found " +
                                  count_of(entry.size(), "element"));
            Value at = entry.first();
            Listed found{0, index(at, outputs, "output"), 0};
            at = at.next();
            if (inputs) {
                found.input = index(at, *inputs, "input");
                at = at.next();
            }
            found.value = static_cast<std::uint32_t>(at.index());
            entries.push_back(found);
        });
        const auto before = [](const Listed& a, const Listed& b) { return a.place() < b.place(); };
        if (!std::is_sorted(entries.begin(), entries.end(), before))
            std::sort(entries.begin(), entries.end(), before);
        const auto twice =
            std::adjacent_find(entries.begin(), entries.end(),
                               [](const Listed& a, const Listed& b) { return a.place() == b.place(); });
        if (twice != entries.end())
            throw list.error("output " + std::to_string(twice->output) +
                             (inputs ? ", input " + std::to_string(twice->input) : "") + " is given twice");
        return entries;
    }

    /// Without `expected_outputs` the map may have any number of them.
    AffineMap map(const Value& value, std::size_t inputs,
                  const std::optional<std::size_t>& expected_outputs) {
        const Object object(value, {"inputs", "outputs", "bias", "weights"});
        const std::size_t outputs = object["outputs"].whole();
        if (object["inputs"].whole() != inputs || outputs != expected_outputs.value_or(outputs))
            throw value.error("a map of " + count_of(object["inputs"].whole(), "input") + " and " +
                              count_of(outputs, "output") + ", expected " + std::to_string(inputs) + " and " +
                              std::to_string(expected_outputs.value_or(outputs)));
        if (inputs > max_map_dimensions || outputs > max_map_dimensions ||
            (dimensions_ += inputs + outputs) > max_map_dimensions)
            throw value.error("the network is too large", "its maps have more than " +
                                                              std::to_string(max_map_dimensions) +
                                                              " inputs and outputs in all");
        AffineMap map(inputs, outputs);
        for (const Listed& entry : listed(object["bias"], outputs, std::nullopt))
            map.add_bias(entry.output, constant({document_, entry.value}));
        const std::vector<Listed> weights = listed(object["weights"], outputs, inputs);
        for (auto first = weights.begin(); first != weights.end();) {
            const auto last =
                std::find_if(first, weights.end(), [&](const Listed& e) { return e.input != first->input; });
            SparseVector column;
            column.reserve(static_cast<std::size_t>(last - first));
            const std::size_t input = first->input;
            for (; first != last; ++first)
                column.push_back({first->output, constant({document_, first->value})});
            map.set_column(input, std::move(column));
        }
        return map;
    }

    const Document& document_;
    std::size_t width_ = 0;
    std::size_t dimensions_ = 0;     // Σ inputs + outputs of the maps so far
    std::size_t state_entries_ = 0;  // Σ K·V of the heads so far
};

/// Writes a network, one map a line.
class Writer {
  public:
    std::string network(const Network& network) {
        text_ = "{\"format\": " + quote(format_name) + ", \"version\": " + std::to_string(format_version) +
                ", \"target\": " + quote(network.target) + ", \"scheme\": " + quote(network.scheme) + ",\n";
        text_ += "\"alphabet\": " + strings(network.alphabet.symbols()) + ",\n";
        text_ += "\"residual\": " + strings(network.residual) + ",\n\"embedding\": ";
        map(network.embedding);
        text_ += ",\n\"layers\": ";
        list(network.layers, [&](const Layer& layer) { this->layer(layer); });
        text_ += ",\n\"readout\": ";
        map(network.readout);
        text_ += "}\n";
        return std::move(text_);
    }

  private:
    static std::string quote(std::string_view text) {
        constexpr std::string_view digits = "0123456789abcdef";
        std::string quoted = "\"";
        for (const char c : text) {
            const auto code = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\')
                (quoted += '\\') += c;
            else if (code < 0x20)
                (quoted += code < 0x10 ? "\\u000" : "\\u001") += digits[code % 0x10];
            else
                quoted += c;
        }
        return quoted + '"';
    }
    static std::string strings(const std::vector<std::string>& texts) {
        std::vector<std::string> quoted;
        for (const std::string& text : texts) quoted.push_back(quote(text));
        return "[" + join(quoted, ", ") + "]";
    }
    template <class Element, class Write>
    void list(const std::vector<Element>& elements, const Write& write) {
        text_ += "[";
        for (std::size_t i = 0; i < elements.size(); ++i) {
            text_ += i > 0 ? ",\n" : "\n";
            write(elements[i]);
        }
        text_ += "]";
    }
    void field(const std::string& name, const AffineMap& content) {
        text_ += quote(name) + ": ";
        map(content);
    }
    void layer(const Layer& layer) {
        text_ += "{\"label\": " + quote(layer.label) + ", \"heads\": ";
        list(layer.heads, [&](const Head& head) { this->head(head); });
        text_ += ",\n\"feed_forward\": ";
        const FeedForward& block = layer.feed_forward;
        std::size_t written = 0;
        list(block.stages, [&](const AffineMap& stage) {
            text_ += "{";
            field("map", stage);
            if (written < block.labels.size()) text_ += ",\n\"units\": " + strings(block.labels[written]);
            text_ += "}";
            ++written;
        });
        text_ += "}";
    }
    void head(const Head& head) {
        text_ += "{\"kind\": " + quote(kind_name(head)) + ", \"label\": " + quote(head.label) +
                 ", \"key_dimension\": " + std::to_string(head.key_dimension) +
                 ", \"value_dimension\": " + std::to_string(head.value_dimension) + ",\n";
        if (const auto* product = std::get_if<DeltaProductHead>(&head.recurrence)) {
            text_ += "\"steps\": ";
            list(product->steps, [&](const DeltaStep& step) {
                text_ += "{";
                field("key", step.key);
                text_ += ",\n";
                field("value", step.value);
                text_ += ",\n";
                field("beta", step.beta);
                text_ += "}";
            });
            text_ += ",\n";
            field("receptance", head.receptance);
            text_ += ",\n";
        } else {
            auto& listed =
                const_cast<Head&>(head);  // NOLINT(*-const-cast): listing the parameters changes nothing
            for (const Parameter& parameter : parameters(listed)) {
                field(parameter.name, *parameter.map);
                text_ += ",\n";
            }
        }
        field("output", head.output);
        text_ += "}";
    }
    void entry(bool first, std::size_t output, const std::optional<std::size_t>& input,
               const Rational& value) {
        text_ += (first ? "[" : ", [") + std::to_string(output) + ", ";
        if (input) text_ += std::to_string(*input) + ", ";
        text_ += '"' + to_string(value) + "\"]";
    }
    void map(const AffineMap& map) {
        text_ += "{\"inputs\": " + std::to_string(map.inputs()) +
                 ", \"outputs\": " + std::to_string(map.outputs()) + ", \"bias\": [";
        bool first = true;
        for (const Entry& e : map.bias()) entry(std::exchange(first, false), e.index, std::nullopt, e.value);
        text_ += "], \"weights\": [";
        first = true;
        for (std::size_t input = 0; input < map.inputs(); ++input)
            for (const Entry& e : map.column(input))
                entry(std::exchange(first, false), e.index, input, e.value);
        text_ += "]}";
    }

    std::string text_;
};

}  // namespace

Result<Network> read_network(std::string_view text, const std::string& source) {
    auto network = capture([&] {
        const Document document(text, source);
        return Reader(document).network();
    });
    if (!network) return network.error().in(source);
    return network;
}

std::string write_network(const Network& network) {
    return Writer().network(network);
}

bool looks_like_network(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

}  // namespace linac
