#include "formats/safetensors.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

namespace linac::safetensors_test {
namespace {

std::string length_of(std::uint64_t length) {
    std::string bytes;
    for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>(length >> 8 * i);
    return bytes;
}

std::string file_of(const std::string& header, const std::string& buffer) {
    return length_of(header.size()) + header + buffer;
}

/// What reading a file with this header and a buffer of so many zeros ends in: a description, or "read".
std::string answer(const std::string& header, std::size_t bytes = 0) {
    const auto file = read_safetensors(file_of(header, std::string(bytes, '\0')), "f");
    if (file) return "read";
    const std::string description = describe(file.error());
    return description.substr(0, description.find('\n'));
}

std::string entry(const std::string& name, const std::string& type, const std::string& shape,
                  const std::string& offsets) {
    return "\"" + name + R"(":{"dtype":")" + type + R"(","shape":[)" + shape + R"(],"data_offsets":[)" +
           offsets + "]}";
}

TEST(Safetensors, bytes_are_those_of_the_format) {
    const Tensor half = float_tensor("half", float32, {2, 2}, {{1, Rational(1, 2)}, {2, Rational(-2)}});
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"half":{"dtype":"F32","shape":[2, 2],"data_offsets":[0, 16]}})";
    const std::string padding((8 - header.size() % 8) % 8, ' ');
    const std::string zero(4, '\0');
    const std::string buffer = zero + std::string("\0\0\0\x3F", 4) + std::string("\0\0\0\xC0", 4) + zero;
    EXPECT_EQ(write_safetensors({{}, {half}}), file_of(header + padding, buffer));
}

TEST(Safetensors, integers_keep_their_sign) {
    const Tensor tensor = integer_tensor("indices", {3}, {0, -1, std::int64_t{1} << 40U});
    EXPECT_EQ(integers(tensor), (std::vector<std::int64_t>{0, -1, std::int64_t{1} << 40U}));
    EXPECT_EQ(nonzeros(tensor)[0].value, Rational(-1));
}

TEST(Safetensors, what_overflows_is_refused_by_its_place) {
    const auto tensor = capture([] {
        return float_tensor("layers.0.w", float16, {2, 3}, {{4, Rational(65520)}});
    });
    ASSERT_FALSE(tensor);
    EXPECT_EQ(tensor.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(tensor.error().message(),
              "tensor layers.0.w at [1, 1]: a constant beyond the largest number of f16");
    const auto large = capture([] { return float_tensor("w", float64, {1U << 14U, 1U << 14U}, {}); });
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().message(), "a tensor of shape [16384, 16384] cannot be written");
}

TEST(Safetensors, what_is_no_number_is_refused_by_its_place) {
    Tensor tensor = float_tensor("w", float32, {1, 2}, {});
    tensor.bytes = std::string("\0\0\0\x80\0\0\x80\x7F", 8);  // -0, an infinity
    const auto entries = capture([&] { return nonzeros(tensor); });
    ASSERT_FALSE(entries);
    EXPECT_EQ(entries.error().message(), "tensor w at [0, 1]: not a number");
    tensor.bytes[7] = '\0';
    tensor.bytes[6] = '\0';
    EXPECT_TRUE(nonzeros(tensor).empty());
}

TEST(Safetensors, refuses_what_is_not_such_a_file) {
    const auto answer_to = [](const std::string& bytes) {
        const auto file = read_safetensors(bytes, "f");
        return file ? "read" : file.error().message();
    };
    EXPECT_EQ(answer_to(""), "a file of 0 bytes is cut short");
    EXPECT_EQ(answer_to("1234567"), "a file of 7 bytes is cut short");
    EXPECT_EQ(answer_to(length_of(2) + "{"),
              "a header of 2 bytes in a file that has 1 more: the file is cut short");
    EXPECT_EQ(answer_to(length_of(100'000'001)), "a header of 100000001 bytes");
    EXPECT_EQ(answer_to(std::string(8, '\xFF')), "a header of 18446744073709551615 bytes");
    EXPECT_EQ(answer_to(length_of(0)), "the header does not begin with '{'");
    EXPECT_EQ(answer_to(file_of(" {}", "")), "the header does not begin with '{'");
    EXPECT_EQ(answer_to(file_of("{}", "")), "read");
    EXPECT_EQ(answer_to(file_of("{}      ", "")), "read");
}

TEST(Safetensors, refuses_headers_by_their_exact_fault) {
    const auto one = [](const std::string& rest) { return "{" + rest + "}"; };
    EXPECT_EQ(answer("{"), "f:1:2: the text ends before the header does");
    EXPECT_EQ(answer("{} {}"), "f:1:4: text after the end of the header");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4")), 4), "read");
    EXPECT_EQ(answer(one(entry("a", "F32", "", "0, 4")), 4), "read");
    EXPECT_EQ(answer(one(entry("a", "F32", "0, 7", "0, 0"))), "read");
    EXPECT_EQ(answer(one(entry("a", "U8", "1", "0, 1")), 1), "f: at /a/dtype: dtype \"U8\" is not read");
    EXPECT_EQ(answer(one(entry("a", "F32", "2", "0, 4")), 4),
              "f: at /a/data_offsets: 4 bytes for the shape [2] of F32, which has 8");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "4, 0")), 4),
              "f: at /a/data_offsets: the end lies before the beginning");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4")), 3), "f: at /a/data_offsets: bytes up to 4 of 3");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4")), 5), "f: 1 byte after the last tensor");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "1, 5")), 5), "f: bytes 0 to 1 belong to no tensor");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4") + "," + entry("b", "F32", "1", "2, 6")), 6),
              "f: tensors \"a\" and \"b\" overlap");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4") + "," + entry("b", "F32", "1", "0, 4")), 4),
              "f: tensors \"a\" and \"b\" overlap");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4") + "," + entry("b", "F32", "1", "5, 9")), 9),
              "f: bytes 4 to 5 belong to no tensor");
    EXPECT_EQ(answer(one(entry("b", "F32", "1", "4, 8") + "," + entry("a", "F32", "1", "0, 4")), 8), "read");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4") + "," + entry("a", "F32", "1", "4, 8")), 8),
              "f: at /: tensor \"a\" is given twice");
    EXPECT_EQ(answer(one(entry("a", "F32", "4294967295, 4294967295, 4294967295", "0, 4")), 4),
              "f: at /a/shape: a shape of more elements than a file holds");
    EXPECT_EQ(answer(one(entry("a", "F32", "4294967296", "0, 4")), 4),
              "f: at /a/shape/0: expected a whole number, found a number beyond 4294967295");
    EXPECT_EQ(answer(one(entry("a", "F32", "-1", "0, 4")), 4),
              "f: at /a/shape/0: expected a whole number, found a negative number");
    EXPECT_EQ(answer(one(entry("a", "F32", "1", "0, 4, 4")), 4),
              "f: at /a/data_offsets: expected [begin, end], found 3 elements");
    EXPECT_EQ(answer(one(entry("a", "F32", "[1]", "0, 4")), 4), "f:1:30: nested deeper than 3 levels");
    EXPECT_EQ(answer(R"({"a":{"dtype":"F32","shape":[1]}})", 4), "f: at /a: key \"data_offsets\" is missing");
    EXPECT_EQ(answer(R"({"a":[]})"), "f: at /a: expected an object, found an array");
    EXPECT_EQ(answer(R"({"__metadata__":{"a":1}})"),
              "f: at /__metadata__/a: expected a string, found a whole number");
    EXPECT_EQ(answer(R"({"__metadata__":{"a":"1","a":"2"}})"),
              "f: at /__metadata__: key \"a\" is given twice");
    EXPECT_EQ(answer(R"({"__metadata__":{},"__metadata__":{}})"),
              "f: at /: tensor \"__metadata__\" is given twice");
    EXPECT_EQ(answer("{\"\xFF\":1}"), "f:1:3: a byte that is not UTF-8");
}

TensorFile random_file(std::mt19937& random) {
    const auto below = [&](std::size_t bound) { return random() % bound; };
    TensorFile file{{{"format", "pt"}, {"by", "a \"test\""}}, {}};
    for (std::size_t left = below(4); left > 0; --left) {
        const std::string name = "tensor " + std::to_string(left);
        const std::vector<std::size_t> shape{below(4), 1 + below(3)};
        if (below(4) == 0) {
            std::vector<std::int64_t> values(shape[0] * shape[1]);
            for (std::int64_t& value : values) value = static_cast<std::int64_t>(random()) - (1 << 30);
            file.tensors.push_back(integer_tensor(name, shape, values));
            continue;
        }
        SparseVector entries;
        for (std::size_t at = 0; at < shape[0] * shape[1]; ++at)
            if (below(2) == 0)
                entries.push_back(
                    {at, Rational(1 + static_cast<std::int64_t>(below(2000)), 3) - Rational(300)});
        file.tensors.push_back(float_tensor(name, all_float_formats.at(below(4)), shape, entries));
    }
    return file;
}

RC_GTEST_PROP(Safetensors, reads_back_what_was_written, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937 random(seed);
    const TensorFile file = random_file(random);
    const std::string bytes = write_safetensors(file);
    const auto again = read_safetensors(bytes, "test");
    RC_ASSERT(again);
    RC_ASSERT(again.value() == file);
}

RC_GTEST_PROP(Safetensors, entries_come_back_rounded, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937 random(seed);
    for (const FloatFormat& format : all_float_formats) {
        SparseVector entries;
        for (std::size_t at = 0; at < 12; at += 1 + random() % 4)
            entries.push_back({at, Rational(1 + static_cast<std::int64_t>(random() % 2000), 7)});
        const Tensor tensor = float_tensor("w", format, {3, 4}, entries);
        for (Entry& e : entries) e.value = *rounded(e.value, format);
        RC_ASSERT(nonzeros(tensor) == entries);
    }
}

RC_GTEST_PROP(Safetensors, survives_damage, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937 random(seed);
    std::string bytes = write_safetensors(random_file(random));
    static const std::string likely = "{}[],:\"\\0123456789F \n\xFF" + std::string(1, '\0');
    for (std::size_t left = 1 + random() % 3; left > 0; --left) {
        const std::size_t at = random() % bytes.size();
        if (random() % 8 == 0)
            bytes.erase(at, 1);
        else if (random() % 8 == 0)
            bytes.insert(at, 1, likely[random() % likely.size()]);
        else
            bytes[at] = likely[random() % likely.size()];
    }
    const auto file = read_safetensors(bytes, "test");
    RC_CLASSIFY(static_cast<bool>(file), "still valid");
    if (file)
        RC_ASSERT(read_safetensors(write_safetensors(file.value()), "test"));
    else
        RC_ASSERT(describe(file.error()).rfind("test:", 0) == 0);
}

TEST(Safetensors, every_truncation_is_an_error) {
    const Tensor one = float_tensor("one", float32, {1, 2}, {{0, 1}});
    const Tensor two = integer_tensor("two", {2}, {1, 2});
    const std::string bytes = write_safetensors({{}, {one, two}});
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(read_safetensors(bytes.substr(0, size), "test")) << size;
    EXPECT_FALSE(read_safetensors(bytes + '\0', "test"));
}

}  // namespace
}  // namespace linac::safetensors_test
