import { studentMeanInterval } from '@/server/stats/studentMeanInterval';

/** A mean with its 95 % interval (Student's t); the interval is null under two values. */
export type QualityMean = { value: number; low: number | null; high: number | null };

/** Mean of those that are told; null of none. */
export function qualityMean(values: readonly (number | null)[]): QualityMean | null {
  const told = values.filter((value) => value !== null);
  if (told.length === 0) return null;
  const sum = told.reduce((total, value) => total + value, 0);
  const sumOfSquares = told.reduce((total, value) => total + value * value, 0);
  return studentMeanInterval({ n: told.length, sum, sumOfSquares });
}
