import { costOf, tapOf } from './costOf';
import { planOf } from './planOf';
import { runPlan } from './runPlan';
import { GROUPS } from './saliencyGroups';
import type { Report } from './saliencyMethod';
import type { SaliencyRequest } from './saliencyParameters';
import type { SaliencyMaps, SaliencySubject } from './saliencyPlan';

/** Findings of the model without weights to learn: 0 likes a bright centre-left square, 1 is its negative. */
export const FINDINGS = 2;
export const SIDE = 56;
const GRID = 7;
const CELL = SIDE / GRID;

/** The square that raises finding 0, in cells of the 7 × 7 grid; the image is bright there alone. */
export const SQUARE = { top: 2, left: 1 };

export type FakeModel = {
  subject: SaliencySubject;
  /** Forward passes so far. */
  count(): number;
  run(request: SaliencyRequest, batch: number, report?: Report): Promise<SaliencyMaps | null>;
};

const inSquare = (y: number, x: number): boolean =>
  Math.floor(y / CELL) === SQUARE.top && Math.floor(x / CELL) === SQUARE.left;

/** A model that is linear in one plane, with feature map, attention and CAM to match; or one that answers the same. */
export function fakeModel({ constant = false } = {}): FakeModel {
  let done = 0;
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [y, x] = [Math.floor(i / SIDE), i % SIDE];
    return (inSquare(y, x) ? 1 : 0) + 0.05 * Math.sin(0.7 * y + 0.3 * x);
  });
  const plane = { channels: 1, height: SIDE, width: SIDE, values };
  const answer = (image: Float32Array): number => {
    let sum = 0;
    for (let y = SQUARE.top * CELL; y < (SQUARE.top + 1) * CELL; y++) {
      for (let x = SQUARE.left * CELL; x < (SQUARE.left + 1) * CELL; x++) sum += image[y * SIDE + x] ?? 0;
    }
    return constant ? 0.5 : (4 * sum) / CELL ** 2 - 1;
  };
  const subject = { plane, findings: FINDINGS, groups: quarters(), ...taps(plane, constant) };
  return {
    subject,
    count: () => done,
    async run(request, batch, report) {
      done += tapOf(request.method);
      const run = (planes: Float32Array, count: number): Promise<Float32Array> => {
        done += count;
        const size = planes.length / count;
        const logits = new Float32Array(count * FINDINGS);
        for (let i = 0; i < count; i++) {
          const z = answer(planes.subarray(i * size, (i + 1) * size));
          logits.set([z, constant ? z : -z], i * FINDINGS);
        }
        return Promise.resolve(logits);
      };
      return runPlan(planOf(subject, request), subject, { batch, run }, report, tapOf(request.method));
    },
  };
}

/** Four of the five groups, a quarter each: `frame` has no pixel. */
const quarters = (): Uint8Array =>
  Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [y, x] = [Math.floor(i / SIDE), i % SIDE];
    const place = (y < SIDE / 2 ? 0 : 1) + (x < SIDE / 2 ? 0 : 2);
    return GROUPS.indexOf((['lungs', 'marker', 'heart-mediastinum', 'rest'] as const)[place] ?? 'rest');
  });

/** Channel 0 sees the square, 1 what is not it, 2 a little of both; one layer of attention on the square. */
function taps(
  plane: SaliencySubject['plane'],
  constant: boolean,
): Omit<SaliencySubject, 'plane' | 'findings' | 'groups'> {
  const cells = GRID * GRID;
  const square = SQUARE.top * GRID + SQUARE.left;
  const means = Float32Array.from({ length: cells }, (_, cell) => {
    const [top, left] = [Math.floor(cell / GRID) * CELL, (cell % GRID) * CELL];
    let sum = 0;
    for (let y = top; y < top + CELL; y++)
      for (let x = left; x < left + CELL; x++) sum += plane.values[y * SIDE + x] ?? 0;
    return Math.max(0, sum / CELL ** 2);
  });
  const channels = [
    means,
    means.map((value) => 0.2 * Math.max(0, 0.5 - value)),
    means.map((value) => 0.1 * value + 0.05),
  ];
  const features = new Float32Array(3 * cells);
  for (const [c, channel] of channels.entries()) features.set(constant ? channel.map(() => 1) : channel, c * cells);
  const attention = new Float32Array((cells + 1) ** 2).fill(1 / (cells + 1));
  if (!constant) for (let row = 0; row <= cells; row++) attention[row * (cells + 1) + 1 + square] = 1;
  const cam = means.map((value) => (constant ? 0 : 4 * value));
  return {
    features: { dims: [3, GRID, GRID], values: features },
    attention: [{ dims: [1, cells + 1, cells + 1], values: attention }],
    cams: {
      ...{ height: GRID, width: GRID, values: Float32Array.from([...cam, ...cam.map((value) => -value)]) },
      ...{ bias: new Float32Array(FINDINGS), baseline: new Float32Array(FINDINGS).fill(0.1) },
    },
  };
}

/** What a request was announced to cost on this model. */
export const announced = (request: SaliencyRequest): number => costOf(request, { channels: 3 });

/** Row and column of the largest value of a map, as shares of its sides. */
export function peakOf({ height, width, values }: SaliencyMaps, map: number): { y: number; x: number } {
  const own = values.subarray(map * height * width, (map + 1) * height * width);
  const at = own.indexOf(Math.max(...own));
  return { y: (Math.floor(at / width) + 0.5) / height, x: ((at % width) + 0.5) / width };
}
