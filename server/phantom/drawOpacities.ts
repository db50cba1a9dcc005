import { openStream } from './random';
import type { Anatomy, Opacity } from './study';

/** Path length at the middle of a focus and its radii in half sides, between SCIENCE §7.1's "hard" and "medium". */
export const OPACITY_AMPLITUDE = [0.1, 0.3] as const;
const RADIUS = [0.1, 0.24] as const;

/**
 * One to three pneumonic foci, more often at the bases and on the right. Each middle lies over visible lung: between
 * the heart's border and the chest wall, above the dome.
 */
export function drawOpacities(seed: number, { cardiothoracicRatio, inspiration, rotation }: Anatomy): Opacity[] {
  const random = openStream(seed, 'opacities');
  const count = 1 + (random.chance(0.4) ? 1 : 0) + (random.chance(0.2) ? 1 : 0);
  const left = rotation + cardiothoracicRatio * 0.93;
  return Array.from({ length: count }, () => {
    const isLeft = random.chance(0.45);
    const low = random.chance(0.68);
    const v = low ? random.uniform(0, 0.34 + inspiration) : random.uniform(-0.5, 0);
    const inner = low && isLeft ? Math.min(0.54, left * (0.78 + 0.5 * v)) : 0.24;
    const outer = low ? 0.58 : 0.46;
    const u = random.uniform(inner, Math.max(inner + 0.03, outer));
    return {
      u: isLeft ? u : -u,
      v,
      radiusU: random.uniform(...RADIUS),
      radiusV: random.uniform(...RADIUS),
      tilt: random.uniform(-0.6, 0.6),
      amplitude: random.uniform(...OPACITY_AMPLITUDE),
      mottle: random.uniform(0.35, 0.8),
      bronchogram: random.chance(0.4),
    };
  });
}
