import type { Db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { MIN_CASES } from '@/server/queries/aucSummary';
import { holm } from '@/server/stats/holm';
import { patientKey } from '@/server/stats/murmur3';
import type { Reading } from './caseQuery';
import { computeApart } from './computeApart';
import { growing } from './growing';
import type { AnalysisParameters, PairedVersions } from './kinds';
import { type PairedRow, pairedTally } from './pairedTally';
import { pairedZones } from './pairedZones';
import type { Progress } from './progress';
import { readAll } from './readAll';
import { sampleOf } from './sampling';
import type { Snapshot } from './snapshot';
import { findSubject, type Subject, type SubjectFinding } from './subject';

type Finding = PairedVersions['findings'][number];
type Pair = { one: SubjectFinding; two: SubjectFinding };

/** Labelled cases of a finding whose ranks are compared, 150 bytes each; of more a fixed sample. */
const MOST_CASES = 2_000_000;

/** Two versions over the instances that both have read, finding by finding, so that one is held at a time. */
export async function answerPairedVersions(
  db: Db,
  snapshot: Snapshot,
  { model, other }: AnalysisParameters<'paired-versions'>,
  progress: Progress,
): Promise<PairedVersions> {
  const [one, two] = [await findSubject(db, model), await findSubject(db, other)];
  const pairs = one.findings.flatMap((finding): Pair[] => {
    const same = two.findings.find(({ name }) => name === finding.name);
    return same === undefined ? [] : [{ one: finding, two: same }];
  });
  const [[instances = 0] = []] = await snapshot.all<[number]>(sharedInstances(one, two));
  const findings: Finding[] = [];
  let before = 0;
  for (const pair of pairs) {
    const report = (done: number) => progress.report(before + done, instances * pairs.length);
    findings.push(await compare(snapshot, { one, two, pair, instances }, { ...progress, report }));
    before += instances;
  }
  return { instances, adjustment: 'holm', findings: adjusted(findings) };
}

type Question = { one: Subject; two: Subject; pair: Pair; instances: number };

async function compare(snapshot: Snapshot, question: Question, progress: Progress): Promise<Finding> {
  const { one, two } = question.pair;
  const tally = pairedTally({ model: one.threshold, other: two.threshold });
  const [model, other, truths] = [growing(), growing(), growing()];
  const counts = { positives: 0, negatives: 0 };
  const chosen = sampleOf(question.instances, MOST_CASES);
  await readAll<PairedRow>(snapshot, pairedResults(question), progress, (row) => {
    tally.add(row);
    const [instanceId, modelLogit, otherLogit] = row;
    const truth = row[7];
    if (truth === null) return;
    counts[truth === 1 ? 'positives' : 'negatives'] += 1;
    if (!chosen(patientKey(instanceId))) return;
    model.push(modelLogit);
    other.push(otherLogit);
    truths.push(truth);
  });
  const cases = { model: model.values(), other: other.values(), truths: Uint8Array.from(truths.values()) };
  const few = Math.min(counts.positives, counts.negatives) < MIN_CASES;
  const auc = few ? null : await computeApart('paired-auc', cases, progress.signal);
  const difference = auc?.difference ?? null;
  return {
    finding: one.name,
    ...counts,
    ...tally.told(),
    zones: await pairedZones(snapshot, question),
    auc: {
      model: auc?.model ?? null,
      other: auc?.other ?? null,
      difference: difference && { ...difference, adjustedP: null },
    },
  };
}

/** Holm's over the findings that have a p: their number is fixed by the versions, and any of them would be a finding. */
function adjusted(findings: readonly Finding[]): Finding[] {
  const tested = findings.flatMap(({ auc }, i) => {
    const p = auc.difference?.p ?? null;
    return p === null ? [] : [{ i, p }];
  });
  const adjustedPs = holm(tested.map(({ p }) => p));
  return findings.map((finding, i) => {
    const place = tested.findIndex((test) => test.i === i);
    const { difference } = finding.auc;
    if (place < 0 || difference === null) return finding;
    const adjustedP = adjustedPs[place] ?? null;
    return { ...finding, auc: { ...finding.auc, difference: { ...difference, adjustedP } } };
  });
}

const sharedInstances = (one: Subject, two: Subject): Prisma.Sql => Prisma.sql`
  select count(*)::float8
  from prediction a join prediction b on b.instance_id = a.instance_id
  where a.version_id = ${one.versionId}::uuid and b.version_id = ${two.versionId}::uuid`;

function pairedResults({ one, two, pair, instances }: Question): Reading {
  return {
    count: Prisma.sql`select ${instances}::float8`,
    rows: Prisma.sql`
      select a.instance_id, r.logit, s.logit, r.probability, s.probability, r.outside_share, s.outside_share, t.value
      from prediction a
      join prediction b on b.instance_id = a.instance_id
      join finding_result r on r.prediction_id = a.id and r.at = a.at
      join finding_result s on s.prediction_id = b.id and s.at = b.at
      left join truth t on t.instance_id = a.instance_id and t.finding = ${pair.one.name}
      where a.version_id = ${one.versionId}::uuid and b.version_id = ${two.versionId}::uuid
        and r.finding_id = ${pair.one.id} and s.finding_id = ${pair.two.id}`,
  };
}
