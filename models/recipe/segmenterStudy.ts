import { drawStudy } from '@/server/phantom/drawStudy';
import { openStream } from '@/server/phantom/random';
import type { Anatomy, PhantomStudy } from '@/server/phantom/study';
import { PHANTOM_MODES, PHANTOM_SITES } from '@/server/phantom/study';

type Range = readonly [least: number, most: number];

/**
 * Wider than any patient of the demonstration, and wider than patients: overinflated and collapsed lungs, very slim and
 * very stout people, hearts from a drop to most of the thorax, children's and giants' sizes on the same film.
 */
const RANGES = {
  scale: [0.72, 1.3],
  breadth: [0.82, 1.2],
  shiftX: [-0.13, 0.13],
  shiftY: [-0.18, 0.2],
  tilt: [-0.12, 0.12],
  rotation: [-0.09, 0.09],
  inspiration: [-0.34, 0.2],
  domeGap: [-0.05, 0.14],
  cardiothoracicRatio: [0.36, 0.7],
  apexRoundness: [0, 1],
  aorticKnob: [0.05, 0.13],
  ribFall: [0.6, 1.4],
  boneDensity: [0.35, 1.7],
  softTissue: [0.7, 1.7],
  clavicleLift: [-0.12, 0.14],
  scapulaOverlap: [0, 1],
  armGap: [0.01, 0.16],
  congestion: [0.6, 1.9],
} as const satisfies Partial<Record<keyof Anatomy, Range>>;

/** A phantom with its build, its machine and its opacities drawn from ranges far beyond the demonstration's. */
export function segmenterStudy(seed: number): PhantomStudy {
  const random = openStream(seed, 'segmenter');
  const site = PHANTOM_SITES[Math.floor(random.uniform(0, 3))] ?? 'A';
  const mode = PHANTOM_MODES[Math.floor(random.uniform(0, 3))] ?? 'LOCAL';
  const truths = { Pneumonia: random.chance(0.6) ? 1 : 0, Cardiomegaly: random.chance(0.3) ? 1 : 0 } as const;
  const study = drawStudy(seed, { site, mode, truths, strength: random.uniform(0.5, 2) });
  const wide = Object.fromEntries(Object.entries(RANGES).map(([name, [least, most]]) => [name, middling(least, most)]));
  const anatomy = { ...study.anatomy, ...wide };
  anatomy.breast = random.chance(0.5) ? random.uniform(0.4, 1.9) : 0;
  anatomy.gastricBubble = random.chance(0.7) ? random.uniform(0.5, 1.6) : 0;
  anatomy.haze = random.chance(0.4) ? random.uniform(0, 0.2) : 0;
  const acquisition = {
    ...study.acquisition,
    scatter: random.uniform(0.01, 0.2),
    gamma: random.uniform(0.6, 1.5),
    frame: 0,
  };
  return { ...study, anatomy, acquisition, marker: random.chance(0.4) ? study.marker : null };

  /** The mean of two uniform draws: the middle of a range is met more often than its ends. */
  function middling(least: number, most: number): number {
    return (random.uniform(least, most) + random.uniform(least, most)) / 2;
  }
}
