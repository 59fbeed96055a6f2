// RapidCheck, and what it makes of the types that properties draw most, compiled once: each takes a compiler longer than
// the property that draws it. The tests see this header first, precompiled.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>  // after gtest's own

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace rc {

extern template class Gen<bool>;
extern template class Gen<int>;
extern template class Gen<std::uint32_t>;
extern template class Gen<std::int64_t>;
extern template class Gen<std::size_t>;
extern template class Gen<std::string>;
extern template class Gen<std::vector<std::size_t>>;
extern template class Gen<std::vector<std::string>>;

extern template Gen<int> gen::inRange<int>(int, int);
extern template Gen<std::uint32_t> gen::inRange<std::uint32_t>(std::uint32_t, std::uint32_t);
extern template Gen<std::int64_t> gen::inRange<std::int64_t>(std::int64_t, std::int64_t);
extern template Gen<std::size_t> gen::inRange<std::size_t>(std::size_t, std::size_t);
extern template decltype(Arbitrary<bool>::arbitrary()) gen::arbitrary<bool>();
extern template decltype(Arbitrary<std::uint32_t>::arbitrary()) gen::arbitrary<std::uint32_t>();
extern template decltype(Arbitrary<std::int64_t>::arbitrary()) gen::arbitrary<std::int64_t>();
extern template decltype(Arbitrary<std::size_t>::arbitrary()) gen::arbitrary<std::size_t>();
extern template decltype(Arbitrary<std::string>::arbitrary()) gen::arbitrary<std::string>();

/// Properties without arguments.
extern template void detail::checkGTest<void (*)()>(void (*&&)());

}  // namespace rc

namespace linac::tests {

// Draws of a property, one after the other: a compiler takes these from here, where it would make generators of generators
// anew for every type.

/// Numbers below a bound that is not 0, as many as RapidCheck likes, or so many.
std::vector<std::size_t> drawn_numbers(std::size_t below);
std::vector<std::size_t> drawn_numbers(std::size_t count, std::size_t below);

/// Text of these bytes, or of these pieces; it may be empty.
std::string drawn_text(std::string_view bytes);
std::string drawn_text(const std::vector<std::string>& pieces);

/// One of these, the first if it can be.
template <class T>
T drawn_of(std::initializer_list<T> values) {
    return *(values.begin() + *rc::gen::inRange<std::size_t>(0, values.size()));
}

}  // namespace linac::tests
