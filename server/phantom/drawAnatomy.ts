import { openStream, type RandomStream } from './random';
import type { Anatomy, PhantomStudy } from './study';

/** What the anatomy follows: the person, the finding, and how the picture was taken. */
export type Bearer = Pick<PhantomStudy, 'seed' | 'patientSex' | 'truths'> & {
  /** The age in years that shows in bones and aorta. */
  visibleAge: number;
  bedside: boolean;
  /** Patients of this site are sicker whatever the finding (CASE-MIX). */
  sicker: boolean;
};

/** Cardiothoracic ratio (SCIENCE §7.1): N(.47, .03), or N(.57, .03) with cardiomegaly; .04 more front to back. */
const RATIO = { normal: 0.47, enlarged: 0.57, sd: 0.03, bedside: 0.04, sicker: 0.02 } as const;

/** What average bones and an average aorta belong to. */
export const MIDDLE_AGE = 55;

/** Normal, cut at two and a half standard deviations: no patient falls out of the picture. */
const within = (z: number) => Math.min(2.5, Math.max(-2.5, z));

type Circumstances = { bedside: boolean; sicker: boolean; age: number };

function drawHeart(random: RandomStream, z: () => number, enlarged: boolean, { bedside, sicker, age }: Circumstances) {
  const mean = enlarged ? RATIO.enlarged : RATIO.normal + (sicker ? RATIO.sicker : 0);
  return {
    cardiothoracicRatio: mean + RATIO.sd * z() + (bedside ? RATIO.bedside : 0),
    apexRoundness: random.uniform(0, 1),
    aorticKnob: Math.max(0.055, 0.078 + 0.01 * age + 0.007 * z()),
  };
}

/**
 * The patient's build. Every value is drawn whether it is used or not, so that sex, finding, view and mode change
 * what they are meant to change and nothing else.
 */
export function drawAnatomy({ seed, patientSex, visibleAge, truths, bedside, sicker }: Bearer): Anatomy {
  const random = openStream(seed, 'anatomy');
  const z = () => within(random.normal(0, 1));
  const female = patientSex === 'F';
  const age = (visibleAge - MIDDLE_AGE) / 20;
  const build = z();
  const frame = {
    scale: 1.06 + 0.04 * z() - (female ? 0.02 : 0),
    breadth: 1 + 0.04 * z() + 0.02 * build - (female ? 0.01 : 0),
    shiftX: 0.03 * z(),
    shiftY: 0.03 * z() + (bedside ? 0.03 : 0),
    tilt: (bedside ? 0.03 : 0.012) * z(),
    rotation: (bedside ? 0.025 : 0.01) * z(),
    inspiration: 0.045 * z() - (bedside ? 0.09 : 0),
    domeGap: 0.045 + 0.015 * z(),
  };
  const heart = drawHeart(random, z, truths.Cardiomegaly === 1, { bedside, sicker, age });
  const bones = {
    ribFall: 1 + 0.07 * z() - (bedside ? 0.08 : 0),
    boneDensity: Math.max(0.6, 1 + 0.08 * z() - 0.08 * age - (female ? 0.06 : 0)),
    clavicleLift: 0.02 * z() + (bedside ? 0.07 : 0),
    scapulaOverlap: Math.max(0, 0.1 * z() + (bedside ? 0.75 : 0.12)),
  };
  const softTissue = 1 + 0.07 * build + 0.03 * z();
  const breast = random.uniform(0.7, 1.15) * (female ? 1 : 0);
  const armGap = Math.max(0.01, 0.06 + 0.025 * z() - (bedside ? 0.035 : 0));
  const bubble = random.chance(0.8) ? random.uniform(0.55, 1.25) : 0;
  const congested = random.uniform(0.25, 0.6);
  const hazy = random.uniform(0.02, 0.06);
  return {
    ...frame,
    ...heart,
    ...bones,
    softTissue,
    breast,
    armGap,
    gastricBubble: bubble,
    fluidLevel: random.chance(0.7) && !bedside,
    congestion: 1 + 0.08 * z() + (bedside ? 0.08 : 0) + (sicker ? congested : 0),
    haze: sicker && truths.Pneumonia === 0 ? hazy : 0,
  };
}
