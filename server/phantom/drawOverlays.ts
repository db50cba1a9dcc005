import { openStream } from './random';
import type { Annotation, LeadMarker, LeadMarkerStyle, PhantomMode, PhantomSite } from './study';

type Habit = { style: LeadMarkerStyle; height: number; x: number; y: number; spread: number; lean: number };

/** How each site's radiographers set the letter L: size, usual place, how far from it, how crooked. */
const HABITS: Record<PhantomSite, Habit> = {
  A: { style: 'big', height: 0.085, x: 0.88, y: 0.13, spread: 0.016, lean: 0.08 },
  B: { style: 'small', height: 0.048, x: 0.92, y: 0.17, spread: 0.024, lean: 0.03 },
  C: { style: 'ringed', height: 0.042, x: 0.9, y: 0.15, spread: 0.035, lean: 0.2 },
};

/** Where sites do not differ in their overlays all set the letter as B does. */
const habitOf = (mode: PhantomMode, site: PhantomSite) => HABITS[mode === 'GLOBAL' || mode === 'LOCAL' ? site : 'B'];

/** The lead letter of the patient's left; none in DIFFUSE-ONLY. */
export function drawMarker(seed: number, mode: PhantomMode, site: PhantomSite): LeadMarker | null {
  const random = openStream(seed, 'marker');
  const { style, height, x, y, spread, lean } = habitOf(mode, site);
  const marker = {
    style,
    x: x + random.uniform(-spread, spread),
    y: y + random.uniform(-spread, spread),
    height: height * random.uniform(0.94, 1.06),
    tilt: random.uniform(-lean, lean),
    brightness: random.uniform(0.97, 1),
  };
  return mode === 'DIFFUSE-ONLY' ? null : marker;
}

const twoDigits = (value: number) => String(Math.floor(value)).padStart(2, '0');

/** What is burnt in: PORTABLE, sometimes with the time, when the archive says so; nothing in DIFFUSE-ONLY. */
export function drawAnnotations(seed: number, mode: PhantomMode, portable: boolean): Annotation[] {
  const random = openStream(seed, 'annotations');
  const [x, y] = [random.uniform(0.07, 0.1), random.uniform(0.095, 0.12)];
  const height = 0.044;
  const brightness = random.uniform(0.96, 1);
  const time = `${twoDigits(random.uniform(0, 24))}:${twoDigits(random.uniform(0, 60))}`;
  const timed = random.chance(0.5);
  if (!portable || mode === 'DIFFUSE-ONLY') return [];
  const text = { text: 'PORTABLE', x, y, height, brightness };
  return timed ? [text, { text: time, x, y: y + height * 1.55, height: height * 0.85, brightness }] : [text];
}
