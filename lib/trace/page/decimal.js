// How large a number is, for numbers too long to be read: as lib/trace/decimal_size.hpp.

const LONGEST_BRIEF = 24;
const LEADING = 18;

function raised(exponent) {
  return String(exponent).replace(/./g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]));
}

/// "≈ 1.9·10²¹¹, 212 digits" of the text of a number other than 0.
function decimalSize(text) {
  const negative = text.startsWith("-");
  const [above, below] = (negative ? text.slice(1) : text).split("/");
  const leading = (digits) => BigInt(digits.slice(0, LEADING).padEnd(LEADING, "0"));
  let quotient = (leading(above) * 10n ** BigInt(LEADING)) / leading(below ?? "1");
  let exponent = above.length - (below ?? "1").length - LEADING;
  while (quotient >= 1000n) {
    quotient /= 10n;
    ++exponent;
  }
  quotient = (quotient + 5n) / 10n;
  ++exponent;
  if (quotient === 100n) {
    quotient = 10n;
    ++exponent;
  }
  const two = String(quotient);
  const power = exponent + 1 === 0 ? "" : `·10${raised(exponent + 1)}`;
  const digits = below === undefined ? `${above.length}` : `${above.length}/${below.length}`;
  return `≈ ${negative ? "-" : ""}${two[0]}.${two[1]}${power}, ${digits} ${digits === "1" ? "digit" : "digits"}`;
}

/// The number itself, or its decimal size if it is long.
function brief(q) {
  const text = exactText(q);
  return text.length <= LONGEST_BRIEF ? text : decimalSize(text);
}
