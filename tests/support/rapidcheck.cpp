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

template void detail::checkGTest<void (*)()>(void (*&&)());

}  // namespace rc
