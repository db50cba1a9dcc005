import type { PatientFrame, Point } from './frame';
import { takePlane } from './planes';
import type { RandomStream } from './random';
import type { Anatomy } from './study';
import { drawTube } from './tubes';

/** Where the trees leave the hila, as angles from straight outwards, downwards > 0, with their first radius. */
const TRUNKS: readonly (readonly [degrees: number, radius: number])[] = [
  [-72, 0.0125],
  [-50, 0.011],
  [-22, 0.0095],
  [5, 0.0105],
  [28, 0.0125],
  [47, 0.0145],
  [62, 0.0155],
  [76, 0.0145],
];

/** Vessels thinner than this end; at the outer third of the lung none is seen. */
const THINNEST = 0.0017;

type Twig = { u: number; v: number; angle: number; radius: number };

/** Draws one tree by its twigs: each runs on a little bent and thinner, and gives off a branch now and then. */
function growTree(random: RandomStream, root: Twig, side: number, draw: (from: Twig, to: Twig) => void): void {
  const twigs = [root];
  for (let twig = twigs.pop(); twig; twig = twigs.pop()) {
    let at = twig;
    while (at.radius > THINNEST) {
      const length = 0.028 + at.radius * 2.2;
      const angle = at.angle + random.normal(0, 0.13);
      const next: Twig = {
        u: at.u + side * Math.cos(angle) * length,
        v: at.v + Math.sin(angle) * length,
        angle,
        radius: at.radius * random.uniform(0.86, 0.94),
      };
      draw(at, next);
      if (random.chance(0.42) && next.radius > THINNEST * 1.3) {
        const fork = angle + (random.chance(0.5) ? 1 : -1) * random.uniform(0.4, 0.95);
        twigs.push({ ...next, angle: fork, radius: next.radius * random.uniform(0.55, 0.85) });
      }
      at = next;
    }
  }
}

/** The hila in the patient's frame: the left is the higher. */
export function hila({ rotation }: Anatomy): { left: Point; right: Point } {
  return { left: [0.175 + rotation * 0.7, -0.135], right: [-0.165 + rotation * 0.7, -0.085] };
}

/** The great branches of the pulmonary arteries, which make the hila. */
function arteries(random: RandomStream, { rotation, congestion }: Anatomy): Twig[][] {
  const wide = Math.sqrt(congestion);
  const along = (points: readonly (readonly [number, number, number])[]) => {
    const [bend, drop, size] = [random.normal(0, 0.1), random.normal(0, 0.015), wide * random.uniform(0.8, 1.1)];
    const [first = [0, 0, 0] as const] = points;
    return points.map(([u, v, radius]): Twig => {
      const length = v - first[1];
      return { u: u + rotation * 0.7 + bend * length, v: v + drop, angle: 0, radius: radius * size };
    });
  };
  return [
    along([
      [0.1, -0.2, 0.03],
      [0.175, -0.185, 0.028],
      [0.215, -0.13, 0.026],
      [0.235, -0.06, 0.018],
      [0.25, 0.01, 0.009],
    ]),
    along([
      [-0.08, -0.145, 0.03],
      [-0.155, -0.115, 0.027],
      [-0.192, -0.055, 0.025],
      [-0.21, 0.02, 0.018],
      [-0.228, 0.1, 0.009],
    ]),
    along([
      [-0.15, -0.12, 0.02],
      [-0.19, -0.2, 0.013],
    ]),
    along([
      [0.18, -0.17, 0.018],
      [0.2, -0.24, 0.012],
    ]),
  ];
}

/** Chords of the lung's vessels in the patient's units, Float32Array [size, size]; denser at the bases. */
export function drawVessels(random: RandomStream, anatomy: Anatomy, frame: PatientFrame): Float32Array {
  const { size, unit } = frame;
  const chords = takePlane(size);
  const calibre = Math.sqrt(anatomy.congestion);
  const { left, right } = hila(anatomy);
  const draw = (a: Twig, b: Twig) => {
    const [ax, ay] = frame.place(a.u, a.v);
    const [bx, by] = frame.place(b.u, b.v);
    drawTube(chords, size, [ax, ay, a.radius * unit], [bx, by, b.radius * unit]);
  };
  for (const [side, [u, v]] of [
    [1, left],
    [-1, right],
  ] as const) {
    for (const [degrees, radius] of TRUNKS) {
      const angle = (degrees * Math.PI) / 180 + random.normal(0, 0.1);
      const start = { u: u + random.normal(0, 0.012), v: v + random.normal(0, 0.025) + 0.04 * Math.sin(angle) };
      growTree(random, { ...start, angle, radius: radius * calibre * random.uniform(0.85, 1.15) }, side, draw);
    }
  }
  for (const branch of arteries(random, anatomy)) {
    branch.slice(1).forEach((to, i) => {
      const from = branch[i];
      if (from) draw(from, to);
    });
  }
  for (let i = 0; i < chords.length; i++) chords[i] = (chords[i] ?? 0) / unit;
  return chords;
}
