import { incompleteBeta } from './incompleteBeta';

/** P(T ≤ t) of Student's t with `df` degrees of freedom. */
function studentCdf(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * Quantile of Student's t distribution, by halving to the last bit; `df` need not be whole (Welch).
 * @throws RangeError `probability: …` outside 0.5–1 (the other half is its mirror), `df: …` unless positive
 */
export function studentQuantile(probability: number, df: number): number {
  if (!(probability >= 0.5 && probability < 1)) throw new RangeError(`probability: ${probability}`);
  if (!(df > 0)) throw new RangeError(`df: ${df}`);
  let [low, high] = [0, 2];
  while (studentCdf(high, df) < probability) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, df) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
