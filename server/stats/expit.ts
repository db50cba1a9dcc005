/**
 * Logistic function, 1 / (1 + e^−x): the probability of a logit. 0 and 1 at ∓∞, NaN for NaN. O(1).
 */
export const expit = (logit: number): number => 1 / (1 + Math.exp(-logit));
