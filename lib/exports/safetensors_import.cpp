#include "exports/safetensors_import.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "exact/simplest_fraction.hpp"
#include "exports/architecture.hpp"
#include "exports/layout.hpp"
#include "exports/rounding.hpp"
#include "formats/json_document.hpp"
#include "formats/safetensors.hpp"
#include "text.hpp"

namespace linac {
namespace {

using json::in_quotes;

/// Fills the maps of a network with the numbers of tensors.
class Importer {
  public:
    Importer(TensorFile file, const std::optional<RoundingReport>& report, Reconstruct reconstruct)
        : reconstruct_(reconstruct) {
        for (Tensor& tensor : file.tensors) {
            std::string name = tensor.name;
            tensors_.emplace(std::move(name), std::move(tensor));
        }
        if (!report) return;
        result_.other_than_exported = report->rounded.size();
        for (const RoundedConstant& constant : report->rounded)
            listed_[constant.tensor].emplace(constant.index, constant.exact);
    }

    Import fill(Network network) {
        for (const Matrix& matrix : layout(network)) this->matrix(matrix);
        if (!tensors_.empty())
            throw Error::bad_input("tensor " + in_quotes(tensors_.begin()->first) +
                                   " is not of this network");
        result_.network = std::move(network);
        return std::move(result_);
    }

  private:
    using Index = std::vector<std::size_t>;

    Tensor take(const std::string& name) {
        const auto found = tensors_.find(name);
        if (found == tensors_.end()) throw Error::bad_input("tensor " + in_quotes(name) + " is missing");
        Tensor tensor = std::move(found->second);
        tensors_.erase(found);
        return tensor;
    }
    static void expect_shape(const Tensor& tensor, const Index& shape) {
        if (tensor.shape == shape) return;
        throw Error::bad_input("tensor " + in_quotes(tensor.name) + " has shape " + shape_text(tensor.shape) +
                               ", expected " + shape_text(shape));
    }

    /// The constant that was stored as `number`, an element of a matrix or vector.
    Rational constant(const std::string& tensor, const Index& index, Rational number,
                      const FloatFormat& format) {
        ++result_.constants;
        const auto list = listed_.find(tensor);
        const bool has_list = list != listed_.end();
        const auto exact = has_list ? list->second.find(index) : Exact::const_iterator();
        const bool is_listed = has_list && exact != list->second.end();
        const Rational stored = number;
        if (reconstruct_ == Reconstruct::all || (reconstruct_ == Reconstruct::rounded && is_listed))
            number = simplest_fraction(number, format);
        if (number != stored) ++result_.reconstructed;
        if (is_listed && number == exact->second) --result_.other_than_exported;
        return number;
    }

    static FloatFormat format_of(const Tensor& tensor) {
        const auto format = float_format(tensor.type);
        if (!format)
            throw Error::bad_input("tensor " + in_quotes(tensor.name) +
                                   " holds integers, expected floating-point numbers");
        return *format;
    }

    /// Calls `put(row, column, constant)` for every entry of a weight, in C order.
    template <class Put>
    void weight(const std::string& name, std::size_t rows, std::size_t columns, const Put& put) {
        if (tensors_.count(name + ".indices") != 0) return sparse_weight(name, rows, columns, put);
        const Tensor tensor = take(name);
        expect_shape(tensor, {rows, columns});
        const FloatFormat format = format_of(tensor);
        for (Entry& e : nonzeros(tensor)) {
            const Index index{e.index / columns, e.index % columns};
            put(index[0], index[1], constant(name, index, std::move(e.value), format));
        }
    }
    template <class Put>
    void sparse_weight(const std::string& name, std::size_t rows, std::size_t columns, const Put& put) {
        const Tensor indices = take(name + ".indices");
        const Tensor values = take(name + ".values");
        const std::size_t count = values.shape.size() == 1 ? values.shape[0] : 0;
        expect_shape(values, {count});
        expect_shape(indices, {2, count});
        const std::vector<std::int64_t> places = integers(indices);
        const FloatFormat format = format_of(values);
        std::pair<std::int64_t, std::int64_t> last{-1, 0};
        const auto entry_place = [&](std::size_t at) {
            const std::pair place{places[at], places[count + at]};
            if (place.first < 0 || place.second < 0 || static_cast<std::size_t>(place.first) >= rows ||
                static_cast<std::size_t>(place.second) >= columns)
                throw Error::bad_input("tensor " + in_quotes(indices.name) + ": entry " + std::to_string(at) +
                                       " is outside of a matrix of shape " + shape_text({rows, columns}));
            if (place <= last)
                throw Error::bad_input("tensor " + in_quotes(indices.name) + ": entry " + std::to_string(at) +
                                       " is not after the one before it");
            last = place;
            return Index{static_cast<std::size_t>(place.first), static_cast<std::size_t>(place.second)};
        };
        SparseVector numbers = nonzeros(values);
        auto number = numbers.begin();
        for (std::size_t at = 0; at < count; ++at) {
            const Index index = entry_place(at);
            if (number == numbers.end() || number->index != at) continue;
            put(index[0], index[1], constant(name, index, std::move((number++)->value), format));
        }
    }

    void matrix(const Matrix& matrix) {
        // Rows or columns of the matrix belong to one block each.
        const bool is_beside = matrix.blocks.size() > 1 && matrix.blocks[1].column > 0;
        const auto block_at = [&](std::size_t row, std::size_t column) {
            const auto next =
                std::upper_bound(matrix.blocks.begin(), matrix.blocks.end(), is_beside ? column : row,
                                 [&](std::size_t at, const Block& block) {
                                     return at < (is_beside ? block.column : block.row);
                                 });
            return *std::prev(next);
        };
        weight(matrix.name + ".weight", matrix.rows, matrix.columns,
               [&](std::size_t row, std::size_t column, const Rational& value) {
                   if (matrix.is_transposed) std::swap(row, column);
                   const Block block = block_at(row, column);
                   block.map->add(row - block.row, column - block.column, value);
               });
        if (!matrix.has_bias) return;
        const Tensor bias = take(matrix.name + ".bias");
        expect_shape(bias, {matrix.rows});
        const FloatFormat format = format_of(bias);
        for (Entry& e : nonzeros(bias)) {
            const Rational value = constant(bias.name, {e.index}, std::move(e.value), format);
            const Block block = block_at(e.index, 0);
            block.map->add_bias(e.index - block.row, value);
        }
    }

    using Exact = std::map<Index, Rational>;
    std::map<std::string, Tensor> tensors_;  // not yet taken
    std::map<std::string, Exact> listed_;    // by tensor and index
    Reconstruct reconstruct_;
    Import result_;
};

}  // namespace

Result<Import> import_network(const std::map<std::string, std::string>& files, const std::string& folder,
                              Reconstruct reconstruct) {
    return capture([&] {
        const auto named = [&](const std::string& name) { return folder + "/" + name; };
        const auto text = [&](const std::string& name, const std::string& hint) -> const std::string& {
            const auto found = files.find(name);
            if (found == files.end())
                throw Error::bad_input("is missing", Place{named(name), 0, 0, {}}, hint);
            return found->second;
        };
        TensorFile tensors =
            read_safetensors(text("model.safetensors", folder_hint), named("model.safetensors")).value();
        std::size_t numbers = 0;
        for (const Tensor& tensor : tensors.tensors) numbers += tensor.bytes.size() / size_of(tensor.type);
        const auto labels = files.find("labels.json");
        Network network =
            read_architecture(text("config.json", folder_hint),
                              labels == files.end() ? std::nullopt : std::optional(labels->second), numbers,
                              folder)
                .value();
        std::optional<RoundingReport> report;
        if (files.count("report.json") != 0 || reconstruct == Reconstruct::rounded)
            report = read_rounding_report(text("report.json", "--reconstruct all or none needs no report"),
                                          named("report.json"))
                         .value();
        auto result = capture([&] {
            Import filled = Importer(std::move(tensors), report, reconstruct).fill(std::move(network));
            validate(filled.network);
            return filled;
        });
        if (!result) throw result.error().in(named("model.safetensors"));
        return std::move(result).value();
    });
}

}  // namespace linac
