// The integers and rationals of Boost.Multiprecision as linac's numbers, and back. Exact in both directions.
//
// This header is for programs that have numbers of Boost. linac itself needs no Boost, and no other header includes
// this one. It takes cpp_int with or without a bound on its size, GMP's mpz_int, and the rationals over them. The
// bits are copied, which takes time in proportion to them. But Boost reduces whatever becomes a cpp_rational, by a
// greatest common divisor that takes minutes for a million bits in Boost 1.74: long fractions had better become
// mpq_rational.
//
//     const boost::multiprecision::cpp_rational third(1, 3);
//     const Rational sum = from_boost(third) + Rational(1, 20);
//     assert(to_boost<boost::multiprecision::mpq_rational>(sum) == boost::multiprecision::mpq_rational(23, 60));
#pragma once

#include <flint/fmpq.h>
#include <flint/fmpz.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <boost/multiprecision/gmp.hpp>
#include <cstddef>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "exact/integer.hpp"
#include "exact/rational.hpp"

namespace linac {

/// A type of integers of Boost.Multiprecision.
template <class Number>
concept BoostInteger =
    boost::multiprecision::is_number<Number>::value &&
    boost::multiprecision::number_category<Number>::value == boost::multiprecision::number_kind_integer;

/// A type of rationals of Boost.Multiprecision.
template <class Number>
concept BoostRational =
    boost::multiprecision::is_number<Number>::value &&
    boost::multiprecision::number_category<Number>::value == boost::multiprecision::number_kind_rational;

namespace boost_numbers {

template <class Number>
inline constexpr bool is_gmp = std::is_same_v<typename Number::backend_type, boost::multiprecision::gmp_int>;

inline constexpr unsigned word_bits = std::numeric_limits<ulong>::digits;

template <BoostInteger Number>
void read(fmpz_t target, const Number& integer) {
    if constexpr (is_gmp<Number>) {
        fmpz_set_mpz(target, integer.backend().data());
    } else {
        std::vector<ulong> words;
        export_bits(integer, std::back_inserter(words), word_bits, false);  // of the absolute value
        fmpz_set_ui_array(target, words.data(), static_cast<slong>(words.size()));
        if (integer.sign() < 0) fmpz_neg(target, target);
    }
}

template <BoostInteger Number>
[[nodiscard]] Number write(const fmpz_t source) {
    using Limits = std::numeric_limits<Number>;
    if constexpr (!Limits::is_signed)
        if (fmpz_sgn(source) < 0) throw std::overflow_error("a negative number as an unsigned integer");
    if constexpr (Limits::is_bounded)
        if (fmpz_bits(source) > static_cast<flint_bitcnt_t>(Limits::digits))
            throw std::overflow_error("a number that is too large for an integer of bounded size");
    Number result = 0;
    if constexpr (is_gmp<Number>) {
        fmpz_get_mpz(result.backend().data(), source);
    } else if (fmpz_sgn(source) != 0) {
        Integer absolute;
        fmpz_abs(absolute, source);
        std::vector<ulong> words(static_cast<std::size_t>(fmpz_size(absolute)));
        fmpz_get_ui_array(words.data(), static_cast<slong>(words.size()), absolute);
        import_bits(result, words.data(), words.data() + words.size(), word_bits, false);
        if (fmpz_sgn(source) < 0) result.backend().negate();
    }
    return result;
}

}  // namespace boost_numbers

/// The number, in lowest terms. Throws std::domain_error if its denominator is 0.
template <class Number>
requires BoostInteger<Number> || BoostRational<Number>
[[nodiscard]] Rational from_boost(const Number& number) {
    Rational result;
    if constexpr (BoostInteger<Number>) {
        boost_numbers::read(fmpq_numref(result.flint()), number);
    } else {
        boost_numbers::read(fmpq_numref(result.flint()), numerator(number));
        boost_numbers::read(fmpq_denref(result.flint()), denominator(number));
        if (fmpz_is_zero(fmpq_denref(result.flint())) != 0) throw std::domain_error("division by 0");
        fmpq_canonicalise(result.flint());
    }
    return result;
}

/// The number, if the type can hold it. Throws std::domain_error if it is not an integer and the type is one of
/// integers, and std::overflow_error if it is too large for integers of bounded size, or negative and they are unsigned.
template <class Number>
requires BoostInteger<Number> || BoostRational<Number>
[[nodiscard]] Number to_boost(const Rational& number) {
    if constexpr (BoostInteger<Number>) {
        if (!number.is_integer()) throw std::domain_error("a fraction as an integer");
        return boost_numbers::write<Number>(fmpq_numref(number.flint()));
    } else {
        using Part = typename boost::multiprecision::component_type<Number>::type;
        return Number(boost_numbers::write<Part>(fmpq_numref(number.flint())),
                      boost_numbers::write<Part>(fmpq_denref(number.flint())));
    }
}

}  // namespace linac
