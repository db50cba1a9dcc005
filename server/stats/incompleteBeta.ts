import { logGamma } from './logGamma';

/**
 * Regularised incomplete beta function I_x(a, b), by its continued fraction with Lentz's method (Numerical Recipes
 * §6.4, DLMF 8.17.22); about 1e-13.
 * @throws RangeError `x: …` outside 0–1, `a, b: …` unless positive
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`x: ${x}`);
  if (!(a > 0 && b > 0)) throw new RangeError(`a, b: ${a}, ${b}`);
  if (x === 0 || x === 1) return x;
  // The fraction converges fast below the mean of the distribution; above it the other tail is taken.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = a * Math.log(x) + b * Math.log1p(-x) - logGamma(a) - logGamma(b) + logGamma(a + b);
  return (Math.exp(front) / a) * continuedFraction(x, a, b);
}

function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) return fraction;
  }
  return fraction;
}
