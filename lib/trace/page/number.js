// Exact fractions {n, d} of BigInt, d > 0. Those with short denominators are kept in lowest terms; long ones are brought
// there only when they are shown, as a greatest common divisor costs more than all else.

const ZERO = { n: 0n, d: 1n };
const ONE = { n: 1n, d: 1n };
const SHORT = 1n << 64n;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/// The length of an integer ≥ 0 in bits, rounded up to a multiple of 4.
const bits = (integer) => integer.toString(16).length * 4;

/// The steps of Euclid's algorithm that the leading digits x ≥ y of two numbers tell for sure, as the matrix of all of them
/// (Lehmer; Knuth 1997, vol. 2, 4.5.2, algorithm L). Its second entry is 0 if they tell none.
function leadingSteps(x, y) {
  let [a, b, c, d] = [1, 0, 0, 1];
  while (y + c !== 0 && y + d !== 0) {
    const quotient = Math.floor((x + a) / (y + c));
    if (quotient !== Math.floor((x + b) / (y + d))) break;
    [a, b, c, d] = [c, d, a - quotient * c, b - quotient * d];
    [x, y] = [y, x - quotient * y];
  }
  return [a, b, c, d];
}

function gcd(a, b) {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  if (a < b) [a, b] = [b, a];
  let shift = b > SAFE ? Math.max(0, bits(a) - 52) : 0;
  while (b > SAFE) {
    // Just so many digits of a that they are exact as a number.
    let x = Number(a >> BigInt(shift));
    if (x < 2 ** 51 && shift > 0) {
      shift = Math.max(0, shift - (51 - Math.floor(Math.log2(x + 1))));
      x = Number(a >> BigInt(shift));
    }
    const [p, q, r, s] = leadingSteps(x, Number(b >> BigInt(shift)));
    if (q === 0) [a, b] = [b, a % b];
    else [a, b] = [BigInt(p) * a + BigInt(q) * b, BigInt(r) * a + BigInt(s) * b];
  }
  if (b === 0n) return a;
  let x = Number(b);
  let y = Number(a % b);
  while (y !== 0) [x, y] = [y, x % y];
  return BigInt(x);
}

function lcm(a, b) {
  if (a === b || b === 1n) return a;
  return a === 1n ? b : (a / gcd(a, b)) * b;
}

function lowest(n, d) {
  if (n === 0n) return ZERO;
  const divisor = gcd(n, d);
  return divisor === 1n ? { n, d } : { n: n / divisor, d: d / divisor };
}

function fraction(n, d) {
  if (n === 0n) return ZERO;
  return d === 1n || d >= SHORT ? { n, d } : lowest(n, d);
}

/// "p" or "p/q".
function parseNumber(text) {
  const slash = text.indexOf("/");
  if (slash < 0) return { n: BigInt(text), d: 1n };
  return { n: BigInt(text.slice(0, slash)), d: BigInt(text.slice(slash + 1)) };
}

const isZero = (q) => q.n === 0n;
const isOne = (q) => q.n === q.d;
const equalNumbers = (a, b) => a === b || (a.d === b.d ? a.n === b.n : a.n * b.d === b.n * a.d);
const negated = (q) => ({ n: -q.n, d: q.d });
const absolute = (q) => (q.n < 0n ? negated(q) : q);

function add(a, b) {
  if (a.n === 0n) return b;
  if (b.n === 0n) return a;
  if (a.d === b.d) return fraction(a.n + b.n, a.d);
  const d = lcm(a.d, b.d);
  return fraction(a.n * (d / a.d) + b.n * (d / b.d), d);
}

function multiply(a, b) {
  if (isZero(a) || isZero(b)) return ZERO;
  if (a.d === 1n && b.d === 1n) return { n: a.n * b.n, d: 1n };
  if (isOne(a)) return b;
  return isOne(b) ? a : fraction(a.n * b.n, a.d * b.d);
}

/// In lowest terms, for a number that is shown.
function reduced(q) {
  return q.d >= SHORT ? lowest(q.n, q.d) : q;
}

/// The exact number: `p` or `p/q` in lowest terms.
function exactText(q) {
  if (q.text === undefined) {
    const { n, d } = reduced(q);
    q.text = d === 1n ? String(n) : `${n}/${d}`;
  }
  return q.text;
}
