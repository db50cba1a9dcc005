import type { Db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { addToAverage, emptyAverage, type QualityAverage, qualityFault } from '@/server/mapStatistics/qualityFaults';
import { bytesFloats } from './bytesFloats';
import type { AnalysisParameters } from './kinds';
import type { MapFaultsAnswer } from './mapQualityAnswers';
import type { Progress } from './progress';
import type { Snapshot } from './snapshot';
import { findSubject } from './subject';

/** Predictions whose maps are read: the newest ones, 14 maps of 49 cells each in 5 MB. */
const MOST = 2_000;
/** Read at once. */
const CHUNK = 250;
const EXAMPLES = 5;
/** Share of the scores that count as positive for a finding without a threshold. */
const TOP = 0.1;

type Row = [instanceId: string, at: Date, height: number, width: number, maps: Buffer, scores: [number, number][]];
type Found = MapFaultsAnswer['findings'][number];
/** What is kept of one finding: `cut` is the score from which a case counts as positive. */
type Kept = { id: number; channel: number; cut: number; averages: Map<string, QualityAverage>; found: Found };

/**
 * What is wrong with the stored maps of a version: blank, flat, not finite, without positive evidence for a predicted
 * positive, or lying against the average of the others. Two passes over the newest maps: averages first.
 */
export async function answerMapFaults(
  db: Db,
  snapshot: Snapshot,
  { model }: AnalysisParameters<'map-faults'>,
  progress: Pick<Progress, 'report'>,
): Promise<MapFaultsAnswer> {
  const subject = await findSubject(db, model);
  const [[of = 0] = []] = await snapshot.all<[number]>(
    Prisma.sql`select count(*)::float8 ${FROM} where p.version_id = ${subject.versionId}::uuid`,
  );
  const total = Math.min(of, MOST);
  const rows = await findingRows(db, subject.versionId);
  const cuts = await cutsOf(snapshot, rows, subject.versionId);
  const kept = rows.map((row) => ({
    ...row,
    cut: cuts.get(row.id) ?? Number.POSITIVE_INFINITY,
    ...emptyFound(row.name),
  }));
  const months = new Map<string, { maps: number; faulty: number }>();
  for (let from = 0; from < total; from += CHUNK) {
    progress.report(from, 2 * total);
    for (const row of await read(snapshot, subject.versionId, from)) eachMap(row, kept, addPositive);
  }
  for (let from = 0; from < total; from += CHUNK) {
    progress.report(total + from, 2 * total);
    for (const row of await read(snapshot, subject.versionId, from)) {
      const month = row[1].toISOString().slice(0, 7);
      eachMap(row, kept, (one) => judge(one, months, month));
    }
  }
  progress.report(2 * total, 2 * total);
  return {
    ...{ predictions: total, of, findings: kept.map(({ found }) => found) },
    months: [...months]
      .map(([month, counts]) => ({ month, ...counts }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
  };
}

const FROM = Prisma.sql`from attribution a join prediction p on p.id = a.prediction_id`;

function emptyFound(finding: string): Pick<Kept, 'averages' | 'found'> {
  const faults = { 'not-finite': 0, blank: 0, flat: 0, 'all-negative': 0, inverted: 0 };
  return { averages: new Map(), found: { finding, maps: 0, positives: 0, faults, examples: {} } };
}

const findingRows = (db: Db, versionId: string) =>
  db.finding.findMany({ where: { versionId }, orderBy: { channel: 'asc' } });

/** The operating threshold, else the score that the top tenth of the newest reaches. */
async function cutsOf(
  snapshot: Snapshot,
  findings: readonly { id: number; threshold: number | null }[],
  versionId: string,
): Promise<Map<number, number>> {
  const rows = await snapshot.all<[number, number]>(Prisma.sql`
    select r.finding_id, percentile_disc(${1 - TOP}) within group (order by r.probability)
    from (select p.id, p.at ${FROM} where p.version_id = ${versionId}::uuid order by p.at desc, p.id limit ${MOST}) chosen
    join finding_result r on r.prediction_id = chosen.id and r.at = chosen.at
    group by r.finding_id`);
  const top = new Map(rows);
  return new Map(findings.map(({ id, threshold }) => [id, threshold ?? top.get(id) ?? Number.POSITIVE_INFINITY]));
}

const read = (snapshot: Snapshot, versionId: string, from: number): Promise<Row[]> =>
  snapshot.all<Row>(Prisma.sql`
    select p.instance_id::text, p.at, a.height, a.width, a.maps,
      array(select array[r.finding_id, r.probability] from finding_result r where r.prediction_id = p.id and r.at = p.at)
    ${FROM} where p.version_id = ${versionId}::uuid
    order by p.at desc, p.id limit ${Math.min(CHUNK, MOST - from)} offset ${from}`);

type One = { kept: Kept; map: Float32Array; average: QualityAverage; isPositive: boolean; instanceId: string };

/** Calls `work` for each map of a prediction; a finding that no map was sent of has none. */
function eachMap([instanceId, , height, width, bytes, scores]: Row, all: readonly Kept[], work: (one: One) => void) {
  const values = bytesFloats(bytes);
  const cells = height * width;
  const probabilities = new Map(scores);
  for (const kept of all) {
    const map = values.subarray(kept.channel * cells, (kept.channel + 1) * cells);
    if (map.length < cells || map.every(Number.isNaN)) continue;
    const grid = `${height} ${width}`;
    const average = kept.averages.get(grid) ?? emptyAverage(cells);
    kept.averages.set(grid, average);
    const isPositive = (probabilities.get(kept.id) ?? 0) >= kept.cut;
    work({ kept, map, average, isPositive, instanceId });
  }
}

function addPositive({ map, average, isPositive }: One): void {
  if (isPositive) addToAverage(average, map);
}

function judge(one: One, months: Map<string, { maps: number; faulty: number }>, month: string): void {
  const { found } = one.kept;
  const counts = months.get(month) ?? { maps: 0, faulty: 0 };
  months.set(month, counts);
  found.maps += 1;
  counts.maps += 1;
  if (one.isPositive) found.positives += 1;
  const fault = qualityFault(one.map, one);
  if (fault === null) return;
  counts.faulty += 1;
  found.faults[fault] += 1;
  const examples = found.examples[fault] ?? [];
  if (examples.length < EXAMPLES) found.examples[fault] = [...examples, one.instanceId];
}
