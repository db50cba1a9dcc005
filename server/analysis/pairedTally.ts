import { clampLogit } from '@/server/rollup/fixedPoint';
import { type Moments, squaredDeviations } from '@/server/stats/moments';
import { studentMeanInterval } from '@/server/stats/studentMeanInterval';
import type { PairedVersions } from './kinds';
import { pairedScores } from './pairedScores';

type Finding = PairedVersions['findings'][number];

/** A case that both versions have read; `truth` null without a label. */
export type PairedRow = [
  instanceId: string,
  modelLogit: number,
  otherLogit: number,
  modelProbability: number,
  otherProbability: number,
  modelOutside: number | null,
  otherOutside: number | null,
  truth: 0 | 1 | null,
];

/** Cases that moved most which are kept, up and down each. */
const MOVED = 5;

/** Cases decided otherwise which are kept. */
const TURNED = 20;

type Furthest<Entry> = { by: number; entry: Entry };
type Moved = Furthest<Finding['moved'][number]>;
type Turned = Furthest<Finding['turned'][number]>;

/** What is summed over the cases of a finding as they are read; only what moved most is kept of single ones. */
export function pairedTally(thresholds: { model: number | null; other: number | null }) {
  const shift: Moments = { n: 0, sum: 0, sumOfSquares: 0 };
  const outside: Moments = { n: 0, sum: 0, sumOfSquares: 0 };
  const sums = { model: 0, other: 0, modelOutside: 0, otherOutside: 0, up: 0, down: 0 };
  const moved: { up: Moved[]; down: Moved[] } = { up: [], down: [] };
  const turned: Turned[] = [];
  const scores = pairedScores();
  const flip = decisionChange(thresholds);
  return {
    add(row: PairedRow): void {
      const [instanceId, modelLogit, otherLogit, model, other, modelOutside, otherOutside, truth] = row;
      const by = clampLogit(modelLogit) - clampLogit(otherLogit);
      addTo(shift, by);
      scores.add(modelLogit, otherLogit);
      sums.model += model;
      sums.other += other;
      if (modelOutside !== null && otherOutside !== null) {
        addTo(outside, modelOutside - otherOutside);
        sums.modelOutside += modelOutside;
        sums.otherOutside += otherOutside;
      }
      const change = flip?.(model, other);
      if (change === 1) sums.up += 1;
      if (change === -1) sums.down += 1;
      const entry = { instanceId, model, other };
      if (change === 1 || change === -1) {
        const says = change === 1 ? 'yes' : 'no';
        keepFurthest(turned, { by: Math.abs(by), entry: { ...entry, says, truth } }, TURNED);
      }
      if (by > 0) keepFurthest(moved.up, { by, entry }, MOVED);
      if (by < 0) keepFurthest(moved.down, { by: -by, entry }, MOVED);
    },
    told: (): Omit<Finding, 'finding' | 'positives' | 'negatives' | 'auc' | 'zones'> => ({
      cases: shift.n,
      shift: shift.n === 0 ? null : studentMeanInterval(shift),
      shiftSd: shift.n < 2 ? null : Math.sqrt(squaredDeviations(shift) / (shift.n - 1)),
      distributions: scores.told(),
      meanProbability: { model: ratio(sums.model, shift.n), other: ratio(sums.other, shift.n) },
      flips: flip === null ? null : { n: sums.up + sums.down, of: shift.n, up: sums.up, down: sums.down },
      outsideShare: outside.n === 0 ? null : outsideOf(outside, sums),
      moved: [...moved.up, ...moved.down].map(({ entry }) => entry),
      turned: turned.map(({ entry }) => entry),
    }),
  };
}

const ratio = (sum: number, n: number): number => (n === 0 ? 0 : sum / n);

const outsideOf = (outside: Moments, sums: { modelOutside: number; otherOutside: number }) => ({
  n: outside.n,
  model: sums.modelOutside / outside.n,
  other: sums.otherOutside / outside.n,
  difference: studentMeanInterval(outside),
});

/** 1 where model alone says yes, −1 where other alone does; null without both thresholds. */
function decisionChange(thresholds: { model: number | null; other: number | null }) {
  const { model: one, other: two } = thresholds;
  if (one === null || two === null) return null;
  return (model: number, other: number): number => Number(model >= one) - Number(other >= two);
}

function addTo(moments: Moments, value: number): void {
  moments.n += 1;
  moments.sum += value;
  moments.sumOfSquares += value * value;
}

/** Ties go to the smaller id, so that the order of reading does not matter. */
function keepFurthest<Entry extends { instanceId: string }>(
  list: Furthest<Entry>[],
  one: Furthest<Entry>,
  most: number,
): void {
  if (list.length === most && one.by < (list[most - 1]?.by ?? 0)) return;
  list.push(one);
  list.sort((a, b) => b.by - a.by || (a.entry.instanceId < b.entry.instanceId ? -1 : 1));
  list.length = Math.min(list.length, most);
}
