// RapidCheck, and what it makes of the types that properties draw most, compiled once: each takes a compiler longer than
// the property that draws it. The tests see this header first, precompiled.
#pragma once

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
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

/// Properties without arguments.
extern template void detail::checkGTest<void (*)()>(void (*&&)());

}  // namespace rc
