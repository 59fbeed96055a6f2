#include "formats/safetensors.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "formats/json_document.hpp"
#include "text.hpp"

namespace linac {
namespace {

using json::in_quotes;
using json::Object;
using json::Value;

constexpr std::size_t length_bytes = 8;
constexpr std::string_view metadata_key = "__metadata__";
constexpr std::array<TensorType, 5> all_types{TensorType::bf16, TensorType::f16, TensorType::f32,
                                              TensorType::f64, TensorType::i64};
// The whole, a tensor, its shape.
const json::Format header_format{"header", "", max_safetensors_header_bytes, 3};

void append_little_endian(std::string& bytes, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> 8 * i);
}

std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << 8 * i;
    return value;
}

/// The product, none if it is `limit` or more.
std::optional<std::size_t> product(const std::vector<std::size_t>& factors, std::size_t limit) {
    std::size_t result = 1;
    for (const std::size_t factor : factors) {
        if (factor != 0 && result >= (limit - 1) / factor + 1) return std::nullopt;
        result *= factor;
    }
    return result;
}

/// Reads what the header says of the tensors, and checks it against the bytes that follow.
class SafetensorsReader {
  public:
    SafetensorsReader(std::string_view header, std::string_view buffer, const std::string& source)
        : document_(header, source, header_format), buffer_(buffer) {}

    TensorFile file() {
        const Value root(document_, 0);
        std::set<std::string_view> names;
        Value key = root.first();
        for (std::size_t left = root.members(); left > 0; --left, key = key.next().next()) {
            const std::string_view name = key.string();
            if (!names.insert(name).second) throw root.error("tensor " + in_quotes(name) + " is given twice");
            if (name == metadata_key)
                metadata(key.next());
            else
                tensor(std::string(name), key.next());
        }
        place();
        return std::move(file_);
    }

  private:
    struct Span {
        std::size_t begin;
        std::size_t end;
        std::size_t tensor;
        [[nodiscard]] auto key() const { return std::tie(begin, end, tensor); }
    };

    void metadata(const Value& value) {
        Value key = value.first();
        for (std::size_t left = value.members(); left > 0; --left, key = key.next().next())
            if (!file_.metadata.emplace(key.string(), key.next().string()).second)
                throw value.error("key " + in_quotes(key.string()) + " is given twice");
    }

    static TensorType type(const Value& value) {
        for (const TensorType type : all_types)
            if (name_of(type) == value.string()) return type;
        throw value.error("dtype " + in_quotes(value.string()) + " is not read",
                          "the types here are BF16, F16, F32, F64, I64");
    }

    void tensor(std::string name, const Value& value) {
        const Object object(value, {"dtype", "shape", "data_offsets"});
        Tensor tensor{std::move(name), type(object["dtype"]), {}, {}};
        object["shape"].for_each([&](const Value& size) { tensor.shape.push_back(size.whole()); });
        const auto count = product(tensor.shape, max_safetensors_file_bytes);
        if (!count) throw object["shape"].error("a shape of more elements than a file holds");
        const Value& offsets = object["data_offsets"];
        if (offsets.size() != 2)
            throw offsets.error("expected [begin, end], found " + count_of(offsets.size(), "element"));
        const std::size_t begin = offsets.first().whole();
        const std::size_t end = offsets.first().next().whole();
        if (begin > end) throw offsets.error("the end lies before the beginning");
        if (end > buffer_.size())
            throw offsets.error("bytes up to " + std::to_string(end) + " of " +
                                std::to_string(buffer_.size()));
        if (end - begin != *count * size_of(tensor.type))
            throw offsets.error(count_of(end - begin, "byte") + " for the shape " + shape_text(tensor.shape) +
                                " of " + std::string(name_of(tensor.type)) + ", which has " +
                                std::to_string(*count * size_of(tensor.type)));
        spans_.push_back({begin, end, file_.tensors.size()});
        file_.tensors.push_back(std::move(tensor));
    }

    /// Gives the tensors their bytes, of which none may be left over or belong to two; puts them in order.
    void place() {
        std::sort(spans_.begin(), spans_.end(),
                  [](const Span& left, const Span& right) { return left.key() < right.key(); });
        const auto named = [&](const Span& span) { return in_quotes(file_.tensors[span.tensor].name); };
        std::size_t end = 0;
        std::vector<Tensor> ordered;
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            const Span& span = spans_[i];
            if (span.begin < end)
                throw Error::bad_input("tensors " + named(spans_[i - 1]) + " and " + named(span) +
                                       " overlap");
            if (span.begin > end)
                throw Error::bad_input("bytes " + std::to_string(end) + " to " + std::to_string(span.begin) +
                                       " belong to no tensor");
            end = span.end;
        }
        if (end < buffer_.size())
            throw Error::bad_input(count_of(buffer_.size() - end, "byte") + " after the last tensor");
        for (const Span& span : spans_) {
            Tensor& tensor = file_.tensors[span.tensor];
            tensor.bytes = buffer_.substr(span.begin, span.end - span.begin);
            ordered.push_back(std::move(tensor));
        }
        file_.tensors = std::move(ordered);
    }

    json::Document document_;
    std::string_view buffer_;
    TensorFile file_;
    std::vector<Span> spans_;
};

TensorFile read_bytes(std::string_view bytes, const std::string& source) {
    if (bytes.size() > max_safetensors_file_bytes)
        throw Error::bad_input("a file of more than " + std::to_string(max_safetensors_file_bytes) +
                               " bytes");
    if (bytes.size() < length_bytes)
        throw Error::bad_input("a file of " + count_of(bytes.size(), "byte") + " is cut short", {},
                               "the first 8 bytes are the length of the header");
    const std::uint64_t length = little_endian(bytes.substr(0, length_bytes));
    bytes.remove_prefix(length_bytes);
    if (length > max_safetensors_header_bytes)
        throw Error::bad_input("a header of " + std::to_string(length) + " bytes", {},
                               "at most " + std::to_string(max_safetensors_header_bytes) +
                                   " are read; is this a safetensors file?");
    if (length > bytes.size())
        throw Error::bad_input("a header of " + std::to_string(length) + " bytes in a file that has " +
                               std::to_string(bytes.size()) + " more: the file is cut short");
    const std::string_view header = bytes.substr(0, length);
    if (header.empty() || header.front() != '{')
        throw Error::bad_input("the header does not begin with '{'", {}, "is this a safetensors file?");
    return SafetensorsReader(header, bytes.substr(length), source).file();
}

}  // namespace

TensorType tensor_type(const FloatFormat& format) {
    return *std::find_if(all_types.begin(), all_types.end(),
                         [&](TensorType type) { return float_format(type) == format; });
}

std::optional<FloatFormat> float_format(TensorType type) {
    switch (type) {
        case TensorType::bf16:
            return bfloat16;
        case TensorType::f16:
            return float16;
        case TensorType::f32:
            return float32;
        case TensorType::f64:
            return float64;
        case TensorType::i64:
            break;
    }
    return std::nullopt;
}

std::string_view name_of(TensorType type) {
    constexpr std::array<std::string_view, 5> names{"BF16", "F16", "F32", "F64", "I64"};
    return names.at(static_cast<std::size_t>(type));
}

std::size_t size_of(TensorType type) {
    const auto format = float_format(type);
    return format ? format->bytes : sizeof(std::int64_t);
}

std::string shape_text(const std::vector<std::size_t>& shape) {
    std::vector<std::string> texts;
    texts.reserve(shape.size());
    for (const std::size_t dimension : shape) texts.push_back(std::to_string(dimension));
    return "[" + join(texts, ", ") + "]";
}

std::size_t byte_count(const std::vector<std::size_t>& shape, TensorType type) {
    std::vector<std::size_t> factors = shape;
    factors.push_back(size_of(type));
    const auto count = product(factors, max_safetensors_file_bytes);
    if (!count)
        throw Error::impossible(
            "a tensor of shape " + shape_text(shape) + " cannot be written",
            "such files are read up to " + std::to_string(max_safetensors_file_bytes) + " bytes");
    return *count;
}

std::vector<std::size_t> index_in(const std::vector<std::size_t>& shape, std::size_t position) {
    std::vector<std::size_t> index(shape.size());
    for (std::size_t i = shape.size(); i-- > 0; position /= shape[i]) index[i] = position % shape[i];
    return index;
}

Error beyond(const FloatFormat& format, const std::string& tensor, const std::vector<std::size_t>& shape,
             std::size_t position) {
    return Error::impossible("tensor " + tensor + " at " + shape_text(index_in(shape, position)) +
                                 ": a constant beyond the largest number of " + std::string(format.name),
                             "bf16 and f32 have numbers up to 3.4e38, f64 up to 1.8e308");
}

Tensor float_tensor(std::string name, const FloatFormat& format, std::vector<std::size_t> shape,
                    const SparseVector& entries) {
    Tensor tensor{std::move(name), tensor_type(format), std::move(shape), {}};
    tensor.bytes.assign(byte_count(tensor.shape, tensor.type), '\0');
    for (const Entry& e : entries) {
        const auto bits = float_bits(e.value, format);
        if (!bits) throw beyond(format, tensor.name, tensor.shape, e.index);
        std::string stored;
        append_little_endian(stored, *bits, format.bytes);
        tensor.bytes.replace(e.index * format.bytes, format.bytes, stored);
    }
    return tensor;
}

Tensor integer_tensor(std::string name, std::vector<std::size_t> shape,
                      const std::vector<std::int64_t>& values) {
    Tensor tensor{std::move(name), TensorType::i64, std::move(shape), {}};
    tensor.bytes.reserve(values.size() * sizeof(std::int64_t));
    for (const std::int64_t value : values)
        append_little_endian(tensor.bytes, static_cast<std::uint64_t>(value), sizeof(std::int64_t));
    return tensor;
}

SparseVector nonzeros(const Tensor& tensor) {
    const auto format = float_format(tensor.type);
    const std::size_t size = size_of(tensor.type);
    SparseVector entries;
    for (std::size_t at = 0; at < tensor.bytes.size() / size; ++at) {
        const std::uint64_t bits = little_endian(std::string_view(tensor.bytes).substr(at * size, size));
        if (bits == 0) continue;
        auto value = format ? from_float_bits(bits, *format) : Rational(static_cast<std::int64_t>(bits));
        if (!value)
            throw Error::bad_input("tensor " + printable(tensor.name) + " at " +
                                   shape_text(index_in(tensor.shape, at)) + ": not a number");
        if (!value->is_zero()) entries.push_back({at, *std::move(value)});
    }
    return entries;
}

std::vector<std::int64_t> integers(const Tensor& tensor) {
    std::vector<std::int64_t> values;
    if (tensor.type != TensorType::i64)
        throw Error::bad_input("tensor " + printable(tensor.name) + ": expected I64, found " +
                               std::string(name_of(tensor.type)));
    constexpr std::size_t size = sizeof(std::int64_t);
    values.reserve(tensor.bytes.size() / size);
    for (std::size_t at = 0; at + size <= tensor.bytes.size(); at += size)
        values.push_back(
            static_cast<std::int64_t>(little_endian(std::string_view(tensor.bytes).substr(at, size))));
    return values;
}

std::string write_safetensors(const TensorFile& file) {
    std::string header = "{";
    const auto member = [&](std::string_view name) {
        header += (header.size() > 1 ? "," : "") + json::quoted(name) + ":";
    };
    auto metadata = file.metadata;
    metadata.emplace("format", "pt");
    member(metadata_key);
    for (bool first = true; const auto& [key, text] : metadata)
        header += (std::exchange(first, false) ? "{" : ",") + json::quoted(key) + ":" + json::quoted(text);
    header += "}";
    std::size_t end = 0;
    for (const Tensor& tensor : file.tensors) {
        const std::size_t begin = std::exchange(end, end + tensor.bytes.size());
        member(tensor.name);
        header += R"({"dtype":")" + std::string(name_of(tensor.type)) + R"(","shape":)" +
                  shape_text(tensor.shape) + R"(,"data_offsets":)" + shape_text({begin, end}) + "}";
    }
    header += "}";
    header.append((length_bytes - header.size() % length_bytes) % length_bytes, ' ');
    const std::size_t size = length_bytes + header.size() + end;
    if (header.size() > max_safetensors_header_bytes || size > max_safetensors_file_bytes)
        throw Error::impossible("a file of " + std::to_string(size) + " bytes, " +
                                    std::to_string(header.size()) + " of its header, cannot be written",
                                "such files are read up to " + std::to_string(max_safetensors_file_bytes) +
                                    " bytes, their header up to " +
                                    std::to_string(max_safetensors_header_bytes));
    std::string bytes;
    bytes.reserve(size);
    append_little_endian(bytes, header.size(), length_bytes);
    bytes += header;
    for (const Tensor& tensor : file.tensors) bytes += tensor.bytes;
    return bytes;
}

Result<TensorFile> read_safetensors(std::string_view bytes, const std::string& source) {
    auto file = capture([&] { return read_bytes(bytes, source); });
    if (!file) return file.error().in(source);
    return file;
}

}  // namespace linac
