import { openStream } from './random';
import type { Acquisition, PhantomMode, PhantomSite } from './study';

/** Tube and detector at the bedside and in the room (SCIENCE §7.1); C's processing lies between in DIFFUSE-ONLY. */
const BEDSIDE = { scatter: 0.1, photons: 20e3 };
const ROOM = { scatter: 0.045, photons: 70e3 };
const BETWEEN = { scatter: 0.07, photons: 38e3 };
const DIFFUSE: Record<PhantomSite, { scatter: number; photons: number }> = { A: BEDSIDE, B: ROOM, C: BETWEEN };

const GAMMA: Record<PhantomSite, number> = { A: 0.85, B: 1.1, C: 1 };

/** Share of portable studies where sites differ, and where they do not. */
const PORTABLE_SHARE: Record<PhantomSite, number> = { A: 0.95, B: 0.05, C: 0.3 };
const EQUAL_SHARE = 0.5;

/** The share of a site's studies that is portable by the archive (and by the text on the picture). */
export function portableShare(mode: PhantomMode, site: PhantomSite): number {
  return mode === 'GLOBAL' || mode === 'LOCAL' ? PORTABLE_SHARE[site] : EQUAL_SHARE;
}

/** Whether the archive says portable, `share` of the studies; drawn from its own stream. */
export function drawPortable(
  seed: number,
  mode: PhantomMode,
  site: PhantomSite,
  share: number = portableShare(mode, site),
): boolean {
  return openStream(seed, 'portable').chance(share);
}

/**
 * How the picture was taken. In LOCAL the true view is a coin's toss, whatever the text says; everywhere else it is
 * what the archive says. Only GLOBAL and DIFFUSE-ONLY have physics that differ by site.
 */
export function drawAcquisition(seed: number, mode: PhantomMode, site: PhantomSite, portable: boolean): Acquisition {
  const random = openStream(seed, 'acquisition');
  const coin = random.chance(EQUAL_SHARE);
  const wobble = Math.exp(Math.max(-0.1, Math.min(0.1, random.normal(0, 0.04))));
  const frame = Math.floor(random.uniform(3, 7)) / 112;
  const bedside = mode === 'LOCAL' ? coin : portable;
  const { scatter, photons } = mode === 'DIFFUSE-ONLY' ? DIFFUSE[site] : bedside ? BEDSIDE : ROOM;
  const gamma = (mode === 'GLOBAL' || mode === 'DIFFUSE-ONLY' ? GAMMA[site] : 1) * wobble;
  return { bedside, scatter, photons, gamma, frame: mode === 'GLOBAL' && site === 'A' ? frame : 0 };
}
