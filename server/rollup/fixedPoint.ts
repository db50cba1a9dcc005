/** Sums are kept as integers of 2^-36, so that adding in any order gives the same bits; a cell holds 134 million values. */
export const FIXED_POINT = 2 ** 36;

/** A value on 0–1 as a fixed-point integer. */
export const toFixedPoint = (value: number): number => Math.round(value * FIXED_POINT);

/** A sum of fixed-point integers, as a number. */
export const fromFixedPoint = (sum: number): number => sum / FIXED_POINT;

/** Logits are summed within ±16, as the interface clamps them (DESIGN §5). */
export const LOGIT_LIMIT = 16;

/**
 * Logits and their squares are integers of 2^-24: a square is at most 2^8, so a cell holds 2^31 of them before its
 * bigint overflows, and rounding moves a mean by at most 3e-8.
 */
export const LOGIT_FIXED_POINT = 2 ** 24;

/** A logit, or the square of one, as a fixed-point integer. */
export const toLogitFixedPoint = (value: number): number => Math.round(value * LOGIT_FIXED_POINT);

/** A sum of such integers, as a number. */
export const fromLogitFixedPoint = (sum: number): number => sum / LOGIT_FIXED_POINT;

/** @throws RangeError `logit: NaN` */
export function clampLogit(logit: number): number {
  if (Number.isNaN(logit)) throw new RangeError(`logit: ${logit}`);
  return Math.min(Math.max(logit, -LOGIT_LIMIT), LOGIT_LIMIT);
}
