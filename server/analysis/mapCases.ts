import type { MapSet } from '@/server/mapStatistics/mapSet';
import type { Acquisition } from '@/server/rollup/cell';
import { bytesFloats } from './bytesFloats';
import { acquisitionOf } from './caseQuery';
import { countMapCases, type MapCases, type MapRow, mapRows } from './mapQuery';
import type { Progress } from './progress';
import { groupKey } from './sampling';
import type { Snapshot } from './snapshot';
import type { SubjectFinding } from './subject';

/** One result with its map. `shares`: outside, negative outside, area outside, contribution outside; NaN: not defined. */
export type MapCase = {
  instanceId: string;
  patient: number;
  maskSource: string;
  logit: number;
  probability: number;
  truth: 0 | 1 | null;
  shares: { outside: number; negative: number; area: number; contribution: number };
  undefinedReason: string | null;
  /** Whether the map and a bias add up to the logit. */
  isAdditive: boolean;
  ledger: unknown;
  method: string;
  height: number;
  width: number;
  map: Float32Array;
  acquisition: Acquisition;
};

/** At most `most` cases with their maps, whole patients in a random order, and how many there are. */
export async function readMapCases(
  snapshot: Snapshot,
  finding: SubjectFinding & { channel: number },
  cases: MapCases,
  most: number,
  progress: Pick<Progress, 'report'>,
): Promise<{ cases: MapCase[]; of: number }> {
  const [[of = 0] = []] = await snapshot.all<[number]>(countMapCases(finding, cases));
  const total = Math.min(of, most);
  const found: MapCase[] = [];
  progress.report(0, total);
  for await (const chunk of snapshot.chunks<MapRow>(mapRows(finding, finding.channel, cases, most))) {
    found.push(...chunk.map(mapCase));
    progress.report(found.length, total);
  }
  return { cases: found, of };
}

function mapCase(row: MapRow): MapCase {
  const [instanceId, patient, maskSource, logit, probability, truth, shares, undefinedReason, ...others] = row;
  const [bias, ledger, method, height, width, map, ...acquisition] = others;
  const [outside, negative, area, contribution] = shares.map((share) => share ?? Number.NaN);
  return {
    ...{ instanceId, patient: groupKey(patient, instanceId), maskSource, logit, probability, truth, undefinedReason },
    shares: {
      outside: outside ?? Number.NaN,
      negative: negative ?? Number.NaN,
      area: area ?? Number.NaN,
      contribution: contribution ?? Number.NaN,
    },
    ...{ isAdditive: bias !== null, ledger, method, height, width },
    map: bytesFloats(map),
    acquisition: acquisitionOf(acquisition),
  };
}

/** What most cases have; null without any. */
export function usualGrid(cases: readonly MapCase[]): Pick<MapCase, 'height' | 'width' | 'method'> | null {
  const counts = new Map<string, { n: number; one: MapCase }>();
  for (const one of cases) {
    const key = gridKey(one);
    counts.set(key, { n: (counts.get(key)?.n ?? 0) + 1, one });
  }
  const [most] = [...counts.values()].sort((a, b) => b.n - a.n);
  return most?.one ?? null;
}

/** Those on one grid and of one method; their maps are whole and finite. */
export const onGrid = (cases: readonly MapCase[], grid: Pick<MapCase, 'height' | 'width' | 'method'>): MapCase[] =>
  cases.filter(
    (one) =>
      gridKey(one) === gridKey(grid) && one.map.length === one.height * one.width && one.map.every(Number.isFinite),
  );

const gridKey = ({ height, width, method }: Pick<MapCase, 'height' | 'width' | 'method'>): string =>
  `${height} ${width} ${method}`;

/** Their maps one after the other. */
export function setOf(cases: readonly MapCase[], { height, width }: { height: number; width: number }): MapSet {
  const cells = height * width;
  const maps = new Float32Array(cases.length * cells);
  for (const [i, { map }] of cases.entries()) maps.set(map, i * cells);
  return { height, width, maps, patients: Uint32Array.from(cases, ({ patient }) => patient) };
}
