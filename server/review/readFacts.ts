import type { Db, Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { EDIT_VERSION } from '@/server/edit/edit';
import { READING_STATES } from '@/server/model/versionState';
import { percentileOf, readScores } from '@/server/queries/percentile';
import { readChance } from './chanceLevels';
import type { FlagFacts, OtherVersion } from './flagFacts';
import type { FlagCondition } from './flagRule';

type Row = Omit<FlagFacts, 'others' | 'chance' | 'percentile' | 'editEffect' | 'negativeOnLesion'> & {
  predictionId: string;
  logit: number;
  baseline: number;
};

/** Facts with what a control is chosen by: the prediction, and the finding's baseline probability. */
export type ReadFacts = FlagFacts & { predictionId: string; baseline: number };

/**
 * The facts of predictions of live versions, for the conditions that will be asked: what none of them asks for is not
 * read and null. Candidates decide nothing and are told only as another version. `chanceOf`: reads chance levels.
 */
export async function readFacts(
  db: Db | Tx,
  predictionIds: readonly string[],
  conditions: readonly FlagCondition[],
  chanceOf: typeof readChance = readChance,
): Promise<ReadFacts[]> {
  if (predictionIds.length === 0) return [];
  const asks = (kind: FlagCondition['kind']) => conditions.some((condition) => condition.kind === kind);
  const rows = await readRows(db, predictionIds);
  const findings = [...new Set(rows.map(({ findingId }) => findingId))];
  const [effects, lesions, others, chance] = await Promise.all([
    asks('edit-effect') ? readEffects(db, predictionIds) : new Map<string, number>(),
    asks('negative-on-lesion') ? readLesions(db, predictionIds) : new Set<string>(),
    asks('version-disagreement') ? readOthers(db, predictionIds) : [],
    asks('outside-above-null') ? chanceOf(db, findings) : new Map<number, Float64Array>(),
  ]);
  const inPercentiles = conditions.some((one) => one.kind === 'version-disagreement' && one.parameters.points !== null);
  const scores = inPercentiles
    ? await readScores([...new Set([...findings, ...others.map(({ findingId }) => findingId)])])
    : new Map<number, Float64Array>();
  const beside = new Map<string, OtherVersion[]>();
  for (const { predictionId, name, findingId, logit, ...other } of others) {
    const key = `${predictionId} ${name}`;
    const told = { ...other, percentile: percentileOf(scores.get(findingId), logit) };
    beside.set(key, [...(beside.get(key) ?? []), told]);
  }
  return rows.map(({ logit, ...row }) => {
    const key = `${row.predictionId} ${row.findingId}`;
    return {
      ...row,
      percentile: percentileOf(scores.get(row.findingId), logit),
      editEffect: effects.get(key) ?? null,
      negativeOnLesion: lesions.has(key),
      others: beside.get(`${row.predictionId} ${row.finding}`) ?? [],
      chance: chance.get(row.findingId) ?? NO_CHANCE,
    };
  });
}

const NO_CHANCE = new Float64Array(0);

const readRows = (db: Db | Tx, ids: readonly string[]) => db.$queryRaw<Row[]>`
  select p.id::text as "predictionId", p.instance_id::text as "instanceId", p.version_id::text as "versionId",
    f.id as "findingId", m.name || '@' || v.version as model, f.name as finding, r.probability, r.logit, f.baseline,
    f.threshold, r.outside_share as "outsideShare", r.area_outside as "areaOutside",
    r.contribution_inside as "contributionInside", p.mask_issues as "maskIssues"
  from prediction p
  join model_version v on v.id = p.version_id and v.state = 'live'
  join model m on m.id = v.model_id
  join finding_result r on r.prediction_id = p.id and r.at = p.at
  join finding f on f.id = r.finding_id
  where p.id = any(${[...ids]}::uuid[])
  order by p.id, f.channel`;

/** By prediction and finding: marker erased less sham, where both were made and the erased picture is not out of the distribution. */
async function readEffects(db: Db | Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ predictionId: string; findingId: number; effect: number }[]>`
    select p.id::text as "predictionId", a.finding_id as "findingId",
      (a.logit_after - a.logit_before) - (b.logit_after - b.logit_before) as effect
    from prediction p
    join edit e on e.instance_id = p.instance_id and e.version_id = p.version_id and e.kind = 'marker-erase'
      and e.definition_version = ${EDIT_VERSION} and e.outcome = 'edited' and e.in_distribution is not false
    join edit s on s.instance_id = p.instance_id and s.version_id = p.version_id and s.kind = 'marker-sham'
      and s.definition_version = ${EDIT_VERSION} and s.outcome = 'edited' and s.in_distribution is not false
    join edit_result a on a.edit_id = e.id
    join edit_result b on b.edit_id = s.id and b.finding_id = a.finding_id
    where p.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ predictionId, findingId, effect }) => [`${predictionId} ${findingId}`, effect]));
}

/** Prediction and finding of those whose own map, that comes with every reading, is against a lesion. */
async function readLesions(db: Db | Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    select distinct lo.prediction_id || ' ' || lo.finding_id as key
    from localisation lo
    join attribution a on a.prediction_id = lo.prediction_id and a.method = lo.method
    where lo.prediction_id = any(${[...ids]}::uuid[]) and lo.negative_on_lesion`;
  return new Set(rows.map(({ key }) => key));
}

type OtherRow = Omit<OtherVersion, 'percentile'> & {
  predictionId: string;
  name: string;
  findingId: number;
  logit: number;
};

/** What the other versions of the model, that read still, answered to the same images. */
const readOthers = (db: Db | Tx, ids: readonly string[]) => db.$queryRaw<OtherRow[]>`
  select p.id::text as "predictionId", f.name, f.id as "findingId", m.name || '@' || w.version as version,
    r.probability, r.logit, f.threshold
  from prediction p
  join model_version v on v.id = p.version_id
  join model m on m.id = v.model_id
  join model_version w on w.model_id = v.model_id and w.id <> v.id and w.state in (${Prisma.join([...READING_STATES])})
  join prediction q on q.instance_id = p.instance_id and q.version_id = w.id
  join finding_result r on r.prediction_id = q.id and r.at = q.at
  join finding f on f.id = r.finding_id
  where p.id = any(${[...ids]}::uuid[])
  order by w.created_at`;
