import type { MapSet } from '@/server/mapStatistics/mapSet';
import type { MappedFinding, MapsContext } from './answerMaps';
import { type MapCase, onGrid, readMapCases, setOf } from './mapCases';
import { negativesBySite, type SiteRow } from './mapQuery';
import { readAnatomies } from './readAnatomies';
import type { StagedProgress } from './stagedProgress';

/** Cases of a site that a gap is told from (SCIENCE §2.2), and maps and masks of each that are read. */
const MIN_SITE = 100;
const MOST_MAPS = 1_000;
const MOST_MASKS = 60;

/** Maps of the cases without the finding of two sites. `inside`: mean coverage of their anatomy; null without a mask. */
export type GapCases = { stratum: string; reference: string; one: MapSet; other: MapSet; inside: Float64Array | null };

/**
 * The two sites between which the healthy score most differently: the one with most cases without the finding, as in the
 * site effect, and the one whose mean logit is furthest from its in standard deviations. Null without two sites of 100,
 * or for maps that do not add up to the logit.
 */
export async function readGap(
  { snapshot, store }: MapsContext,
  finding: MappedFinding,
  grid: Pick<MapCase, 'height' | 'width' | 'method'>,
  stages: StagedProgress,
): Promise<GapCases | null> {
  const pair = furthest(await snapshot.all<SiteRow>(negativesBySite(finding)));
  if (pair === null) return null;
  const read = async (site: string) =>
    onGrid((await readMapCases(snapshot, finding, { kind: 'negatives', site }, MOST_MAPS, stages.stage())).cases, grid);
  const [one, other] = [await read(pair.stratum), await read(pair.reference)];
  if (Math.min(one.length, other.length) < MIN_SITE || ![...one, ...other].every((each) => each.isAdditive))
    return null;
  let [inside, n]: [Float64Array, number] = [new Float64Array(grid.height * grid.width), 0];
  const masked = [...one.slice(0, MOST_MASKS), ...other.slice(0, MOST_MASKS)];
  if (store !== null) {
    for await (const [, { coverage }] of readAnatomies({ snapshot, store }, masked, finding.anatomy, stages.stage())) {
      if (coverage === null) continue;
      inside = inside.map((sum, cell) => sum + (coverage[cell] ?? 0));
      n += 1;
    }
  }
  return {
    ...pair,
    ...{ one: setOf(one, grid), other: setOf(other, grid) },
    inside: n === 0 ? null : inside.map((sum) => sum / n),
  };
}

/** @param sites those with most cases first */
export function furthest(sites: readonly SiteRow[]): { stratum: string; reference: string } | null {
  const [reference, ...others] = sites.filter(([, n]) => n >= MIN_SITE);
  if (reference === undefined) return null;
  const distance = ([, , mean, deviation]: SiteRow): number => {
    const spread = Math.hypot(deviation ?? 0, reference[3] ?? 0);
    return spread === 0 ? 0 : Math.abs(mean - reference[2]) / spread;
  };
  const [first] = others.toSorted((a, b) => distance(b) - distance(a));
  return first === undefined ? null : { stratum: first[0], reference: reference[0] };
}
