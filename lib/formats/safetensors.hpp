// safetensors files: named arrays of numbers, https://github.com/huggingface/safetensors.
//
//     8 bytes      N, little endian
//     N bytes      a JSON object, {"NAME": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …,
//                  "__metadata__": {"KEY": "TEXT", …}}, filled up with blanks
//     the rest     the tensors' bytes, from begin to end each: little endian, in C order, without a gap
//
// What is read is bounded: a header of 100 000 000 bytes, as the format's own library has it, files of 1 GiB.
//
//     const Tensor weight = float_tensor("weight", float32, {2, 3}, {{4, Rational(1, 2)}});  // [1, 1] is 1/2
//     const std::string file = write_safetensors({{}, {weight}});
//     assert(nonzeros(read_safetensors(file, "model.safetensors").value().tensors[0])[0].value == Rational(1, 2));
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "exact/floating.hpp"
#include "exact/matrix.hpp"

namespace linac {

inline constexpr std::size_t max_safetensors_header_bytes = 100'000'000;
inline constexpr std::size_t max_safetensors_file_bytes = std::size_t{1} << 30U;

/// The types that linac writes and reads; the format has more.
enum class TensorType : std::uint8_t { bf16, f16, f32, f64, i64 };

[[nodiscard]] TensorType tensor_type(const FloatFormat& format);
/// The format of the numbers, none for integers.
[[nodiscard]] std::optional<FloatFormat> float_format(TensorType type);
/// As the file calls it, "BF16", "F16", "F32", "F64", "I64".
[[nodiscard]] std::string_view name_of(TensorType type);
/// Bytes of a number.
[[nodiscard]] std::size_t size_of(TensorType type);

/// A dense array of numbers.
struct Tensor {
    std::string name;
    TensorType type = TensorType::f32;
    std::vector<std::size_t> shape;
    std::string bytes;  ///< as in the file

    friend bool operator==(const Tensor&, const Tensor&) = default;
};

struct TensorFile {
    std::map<std::string, std::string> metadata;
    std::vector<Tensor> tensors;  ///< in the order of their bytes

    friend bool operator==(const TensorFile&, const TensorFile&) = default;
};

/// `[2, 3]`.
[[nodiscard]] std::string shape_text(const std::vector<std::size_t>& shape);

/// How many bytes a tensor of this shape has. Throws impossible if they are more than a file holds.
[[nodiscard]] std::size_t byte_count(const std::vector<std::size_t>& shape, TensorType type);

/// The index of an element that is the `position`-th in C order.
[[nodiscard]] std::vector<std::size_t> index_in(const std::vector<std::size_t>& shape, std::size_t position);

/// The error of an element that no number of the format is near, by its tensor and index.
[[nodiscard]] Error beyond(const FloatFormat& format, const std::string& tensor,
                           const std::vector<std::size_t>& shape, std::size_t position);

/// A tensor of zeros but for these entries, by their positions in C order, each rounded to the format. Throws
/// impossible, with the name and the index, if one overflows.
[[nodiscard]] Tensor float_tensor(std::string name, const FloatFormat& format, std::vector<std::size_t> shape,
                                  const SparseVector& entries);
/// A tensor of all these numbers.
[[nodiscard]] Tensor integer_tensor(std::string name, std::vector<std::size_t> shape,
                                    const std::vector<std::int64_t>& values);

/// The entries of a tensor other than 0, by their positions. Throws bad_input, with the name and the index, at a NaN
/// or an infinity.
[[nodiscard]] SparseVector nonzeros(const Tensor& tensor);
/// All numbers of a tensor of integers.
[[nodiscard]] std::vector<std::int64_t> integers(const Tensor& tensor);

/// The file: tensors in their order, their names distinct; `{"format": "pt"}` in the metadata unless another is. Throws impossible
/// if the reader would refuse it.
[[nodiscard]] std::string write_safetensors(const TensorFile& file);

/// Reads a file's bytes, of any origin: a tensor for every entry, or an error that says what is wrong and where.
/// Takes memory in proportion to the bytes at most.
[[nodiscard]] Result<TensorFile> read_safetensors(std::string_view bytes, const std::string& source);

}  // namespace linac
