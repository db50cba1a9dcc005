/** Sums are kept as integers of 2^-30, so that adding in any order gives the same bits. */
export const FIXED_POINT = 2 ** 30;

/** A value on 0–1 as a fixed-point integer. */
export const toFixedPoint = (value: number): bigint => BigInt(Math.round(value * FIXED_POINT));

/** A sum of fixed-point integers, as a number. Exact to 2^53, which is 8 million values of 1. */
export const fromFixedPoint = (sum: number): number => sum / FIXED_POINT;
