import type { ReliabilityPoint } from './reliabilityCurve';

/** Both 0–1. `chance`: what a calibrated model would show on average with as many cases. */
export type CalibrationError = { value: number; chance: number };

/**
 * Expected calibration error of a reliability curve: Σ (n_g / n) |observed − predicted|, the mean distance from the
 * diagonal. It is never 0 by chance alone, so what a calibrated model shows is given beside it: a difference of a group
 * is then about normal with variance Σp(1 − p) / n_g², and its mean size √(2 / π) standard deviations; where a group
 * expects few cases that is too high, by 8 % at one case and by 88 % at .05. Report the number of groups (10 of equal
 * size here), for it depends on them. Null for an empty curve. O(groups).
 *
 * Source: Naeini, Cooper, Hauskrecht, AAAI 2015; equal size: Nixon et al., CVPR Workshops 2019 (ACE).
 */
export function expectedCalibrationError(curve: readonly ReliabilityPoint[]): CalibrationError | null {
  const n = curve.reduce((sum, point) => sum + point.n, 0);
  if (n === 0) return null;
  return {
    value:
      curve.reduce((sum, { n: own, observed, predicted }) => sum + own * Math.abs(observed.value - predicted), 0) / n,
    chance: curve.reduce((sum, point) => sum + Math.sqrt((2 * point.calibratedVariance) / Math.PI), 0) / n,
  };
}
