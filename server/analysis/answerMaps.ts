import { ANATOMY_ZONES, type AnatomyZone } from '@/server/audit/zone';
import type { Db } from '@/server/db/client';
import { FRAME_CELLS } from '@/server/mapStatistics/anatomicalFrame';
import type { FileStore } from '@/server/store/fileStore';
import { computeApart } from './computeApart';
import type { MapNull, MapsAnswer } from './evidenceAnswers';
import type { AnalysisParameters } from './kinds';
import { type MapCase, onGrid, readMapCases, setOf, usualGrid } from './mapCases';
import { columnsOf } from './mapCohort';
import type { MapCohort, MapFigures } from './mapFigures';
import { countMapCases, type MapCases, topTenth } from './mapQuery';
import type { Progress } from './progress';
import { readAnatomies } from './readAnatomies';
import { type GapCases, readGap } from './readGap';
import { readRandomised } from './readRandomised';
import type { Snapshot } from './snapshot';
import { type StagedProgress, stagedProgress } from './stagedProgress';
import { findingOf, findSubject, type SubjectFinding } from './subject';

export type MapsContext = { db: Db; snapshot: Snapshot; store: FileStore | null };
export type MappedFinding = SubjectFinding & { channel: number; anatomy: AnatomyZone[] };

/** Predicted positives under which the top tenth of the scores is taken (SCIENCE §4.1: 50 maps). */
const MIN_POSITIVE = 50;

/** Maps that are read of the cohort, and cases whose masks are read with them. */
const MOST_MAPS = 2_000;
const MOST_MASKS = 300;

/** Any number, always the same: asking again gives the same clusters and swaps. */
const SEED = 20_240_117;

/** What the maps of a finding say. */
export async function answerMaps(
  context: MapsContext,
  { model, finding: name }: AnalysisParameters<'maps'>,
  progress: Progress,
): Promise<MapsAnswer> {
  const stages = stagedProgress(progress);
  const finding = await mappedFinding(context.db, model, name);
  const chosen = await chooseCases(context.snapshot, finding);
  const { cases: read, of } = await readMapCases(context.snapshot, finding, chosen.cases, MOST_MAPS, stages.stage());
  const grid = usualGrid(read);
  const cases = grid === null ? [] : onGrid(read, grid);
  const gap = grid && (await readGap(context, finding, grid, stages));
  const cohort = await cohortOf(context, finding, cases, gap, stages);
  const figures = await computeApart('maps', cohort, progress.signal);
  const reasons = cases.flatMap(({ undefinedReason }) => undefinedReason ?? []);
  return {
    cases: chosen.kind,
    cut: read.length === 0 ? null : Math.min(...read.map(({ probability }) => probability)),
    ...{ n: cases.length, of, patients: new Set(cases.map(({ patient }) => patient)).size },
    method: grid?.method ?? null,
    undefined: countsOf([...reasons, ...Array.from({ length: read.length - cases.length }, () => 'other_grid')]),
    outside: await outsideOf(context.db, figures.outside, model, name),
    zones: figures.zones,
    siteGap: gapAnswer(gap, figures.gap),
    average: figures.average,
    grouping: figures.grouping,
    clusters: figures.clusters.map((cluster) => ({
      ...cluster,
      examples: cluster.examples.flatMap((place) => cases[place]?.instanceId ?? []),
    })),
  };
}

async function mappedFinding(db: Db, model: string, name: string): Promise<MappedFinding> {
  const finding = findingOf(await findSubject(db, model), name);
  const { channel, anatomy } = await db.finding.findUniqueOrThrow({ where: { id: finding.id } });
  return { ...finding, channel, anatomy: anatomy.flatMap((zone) => ANATOMY_ZONES.find((one) => one === zone) ?? []) };
}

async function chooseCases(
  snapshot: Snapshot,
  finding: SubjectFinding,
): Promise<{ kind: MapsAnswer['cases']; cases: MapCases }> {
  if (finding.threshold !== null) {
    const cases = { kind: 'above', probability: finding.threshold } as const;
    const [[n = 0] = []] = await snapshot.all<[number]>(countMapCases(finding, cases));
    if (n >= MIN_POSITIVE) return { kind: 'predicted-positive', cases };
  }
  const [[logit = null] = []] = await snapshot.all<[number | null]>(topTenth(finding));
  return { kind: 'top-tenth', cases: { kind: 'above-logit', logit: logit ?? 0 } };
}

async function cohortOf(
  { snapshot, store }: MapsContext,
  finding: MappedFinding,
  cases: MapCase[],
  gap: GapCases | null,
  stages: StagedProgress,
): Promise<MapCohort> {
  const grid = cases[0] ?? { height: 1, width: 1 };
  const masked: { one: MapCase; coverage: Float64Array }[] = [];
  const lungs = { cases: [] as MapCase[], boxes: [] as MapCohort['lungs']['boxes'] };
  const outlines = new Float64Array(FRAME_CELLS * FRAME_CELLS);
  const some = store === null ? [] : cases.slice(0, MOST_MASKS);
  if (store !== null) {
    for await (const [one, anatomy] of readAnatomies({ snapshot, store }, some, finding.anatomy, stages.stage())) {
      if (anatomy.coverage !== null) masked.push({ one, coverage: anatomy.coverage });
      if (anatomy.lungs === null) continue;
      lungs.cases.push(one);
      lungs.boxes.push(anatomy.lungs.box);
      for (const [cell, share] of anatomy.lungs.outline.entries()) outlines[cell] = (outlines[cell] ?? 0) + share;
    }
  }
  const isAdditive = cases.every((one) => one.isAdditive);
  return {
    set: setOf(cases, grid),
    ...columnsOf(cases, isAdditive),
    anatomies: {
      coverage: Float64Array.from(masked.flatMap(({ coverage }) => Array.from(coverage))),
      patients: Uint32Array.from(masked, ({ one }) => one.patient),
    },
    lungs: { set: setOf(lungs.cases, grid), boxes: lungs.boxes, outlines },
    gap: gap && { one: gap.one, other: gap.other, inside: gap.inside },
    seed: SEED,
  };
}

function countsOf(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** With the randomised weights beside the other nulls, if they were asked for; they are never asked for here. */
async function outsideOf(
  db: Db,
  outside: MapFigures['outside'],
  model: string,
  name: string,
): Promise<MapsAnswer['outside']> {
  if (outside === null) return null;
  const unlearned = await readRandomised(db, model);
  const found = unlearned?.findings.find(({ finding }) => finding === name);
  const randomised: MapNull[] =
    found?.outsideShare == null
      ? []
      : [{ kind: 'randomised-weights', ...found.outsideShare, n: found.n, difference: null }];
  return { ...outside, nulls: [...outside.nulls, ...randomised] };
}

function gapAnswer(cases: GapCases | null, gap: MapFigures['gap']): MapsAnswer['siteGap'] {
  if (cases === null || gap === null) return null;
  const { stratum, reference, one, other } = cases;
  return { by: 'site', stratum, reference, n: one.patients.length, referenceN: other.patients.length, ...gap };
}
