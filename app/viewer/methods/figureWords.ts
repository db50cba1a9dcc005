import { fixed, plural } from '@/app/format/number';
import { percent } from '@/app/format/share';
import type { Figures } from './figures';

/** How far a map can be trusted, and what it was made of, in a line; null where there is nothing to say. */
export function figureWords({ rise, scoreCam, eigenCam, rollout }: Figures): string | null {
  if (rise !== undefined) {
    const agreement =
      rise.reliability === null
        ? 'agreement not known'
        : `halves agree to ${fixed(rise.reliability, 2)} (Spearman–Brown)`;
    return `${plural(rise.masks, 'mask')}, ${agreement}${rise.notConverged ? '; not converged: do not read single cells' : ''}`;
  }
  if (scoreCam !== undefined) {
    const { used, channels, energyShare } = scoreCam;
    return used === channels
      ? `all ${plural(channels, 'channel')}`
      : `the ${used} strongest of ${plural(channels, 'channel')}, ${percent(energyShare)} of their energy`;
  }
  if (eigenCam !== undefined) return `first component, ${percent(eigenCam.varianceShare)} of the variance`;
  return rollout === undefined ? null : `${plural(rollout.layers, 'layer')}, ${plural(rollout.tokens, 'token')}`;
}
