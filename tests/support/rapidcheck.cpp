#include "support/rapidcheck.hpp"

namespace rc {

template class Gen<bool>;
template class Gen<int>;
template class Gen<std::uint32_t>;
template class Gen<std::int64_t>;
template class Gen<std::size_t>;
template class Gen<std::string>;
template class Gen<std::vector<std::size_t>>;
template class Gen<std::vector<std::string>>;

template Gen<int> gen::inRange<int>(int, int);
template Gen<std::uint32_t> gen::inRange<std::uint32_t>(std::uint32_t, std::uint32_t);
template Gen<std::int64_t> gen::inRange<std::int64_t>(std::int64_t, std::int64_t);
template Gen<std::size_t> gen::inRange<std::size_t>(std::size_t, std::size_t);
template decltype(Arbitrary<bool>::arbitrary()) gen::arbitrary<bool>();
template decltype(Arbitrary<std::uint32_t>::arbitrary()) gen::arbitrary<std::uint32_t>();
template decltype(Arbitrary<std::int64_t>::arbitrary()) gen::arbitrary<std::int64_t>();
template decltype(Arbitrary<std::size_t>::arbitrary()) gen::arbitrary<std::size_t>();
template decltype(Arbitrary<std::string>::arbitrary()) gen::arbitrary<std::string>();

template void detail::checkGTest<void (*)()>(void (*&&)());

}  // namespace rc

namespace linac::tests {

std::vector<std::size_t> drawn_numbers(std::size_t below) {
    return *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, below));
}

std::vector<std::size_t> drawn_numbers(std::size_t count, std::size_t below) {
    return *rc::gen::container<std::vector<std::size_t>>(count, rc::gen::inRange<std::size_t>(0, below));
}

std::string drawn_text(std::string_view bytes) {
    std::string text;
    for (const std::size_t i : drawn_numbers(bytes.size())) text += bytes[i];
    return text;
}

std::string drawn_text(const std::vector<std::string>& pieces) {
    std::string text;
    for (const std::size_t i : drawn_numbers(pieces.size())) text += pieces[i];
    return text;
}

}  // namespace linac::tests
