/** Sums are kept as integers of 2^-36, so that adding in any order gives the same bits; a cell holds 134 million values. */
export const FIXED_POINT = 2 ** 36;

/** A value on 0–1 as a fixed-point integer. */
export const toFixedPoint = (value: number): bigint => BigInt(Math.round(value * FIXED_POINT));

/** A sum of fixed-point integers, as a number. */
export const fromFixedPoint = (sum: number): number => sum / FIXED_POINT;
