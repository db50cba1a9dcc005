import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { Prisma } from '@/server/db/generated/client';

/** Sort orders of the case list; `received` is newest first, the others highest first. */
export const CASE_SORTS = ['received', 'probability', 'outside'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

/** Counting stops here: "10,000+" is told sooner than it is counted. */
export const COUNT_LIMIT = 10_000;

/** Results `r` of findings `f`, with prediction `p`, version `v` and model `m`. */
const RESULTS = Prisma.sql`
    from prediction p
    join model_version v on v.id = p.version_id
    join model m on m.id = v.model_id
    join finding_result r on r.prediction_id = p.id and r.at = p.at
    join finding f on f.id = r.finding_id`;

const TOP = Prisma.sql`p.id as prediction_id, p.instance_id, m.name || '@' || v.version as model, f.name as finding,
  f.channel, r.probability, r.logit, r.outside_share, r.area_outside, r.undefined_reason, r.flags, t.value as truth`;

const TRUTH = Prisma.sql`left join truth t on t.instance_id = p.instance_id and t.finding = f.name`;

/**
 * Joins `i` with the result that stands for the case: alias `top`, null columns when there is none. Of the results
 * that the filter on model, finding, probability, outside share, flag and truth leaves, it is the one highest above
 * its baseline. With one finding of one version there is at most one, and no case has to be looked into for it.
 */
function topResult(filter: CohortFilter): Prisma.Sql {
  const conditions = [...modelConditions(filter.model), ...resultConditions(filter)];
  if (filter.model !== undefined && filter.finding !== undefined) {
    return Prisma.sql`join (select ${TOP} ${RESULTS} ${TRUTH} where ${Prisma.join(conditions, ' and ')}) top
      on top.instance_id = i.id`;
  }
  return Prisma.sql`left join lateral (
    select ${TOP}
    ${RESULTS}
    ${TRUTH}
    where ${Prisma.join([Prisma.sql`p.instance_id = i.id`, ...conditions], ' and ')}
    order by ln(greatest(r.probability, 1e-12)) - ln(f.baseline) desc, f.channel
    limit 1
  ) top on true`;
}

function modelConditions(model: string | undefined): Prisma.Sql[] {
  // A candidate decides nothing: its results stand for a case, and flag it, only where it is asked for.
  if (model === undefined) return [Prisma.sql`v.state <> 'shadow'`];
  return [Prisma.sql`(m.name || '@' || v.version = ${model} or v.id::text = ${model})`];
}

/** The filter as a predicate on `i` and `top`; always at least `true`. */
export function caseConditions(filter: CohortFilter): Prisma.Sql {
  const conditions = [Prisma.sql`true`, ...acquisitionConditions(filter), ...requiredResult(filter)];
  if (filter.status !== undefined) conditions.push(Prisma.sql`i.status = ${filter.status}`);
  if (filter.from !== undefined)
    conditions.push(Prisma.sql`coalesce(i.acquired_at, i.received_at) >= ${new Date(filter.from)}`);
  if (filter.to !== undefined)
    conditions.push(Prisma.sql`coalesce(i.acquired_at, i.received_at) < ${new Date(filter.to)}`);
  if (filter.q !== undefined && filter.q !== '') conditions.push(idStartsWith(filter.q));
  return Prisma.join(conditions, ' and ');
}

/** Ids are hexadecimal; any other text starts none of them (and must not be a pattern). */
const idStartsWith = (start: string): Prisma.Sql =>
  /^[0-9a-f-]+$/i.test(start) ? Prisma.sql`i.id::text like ${`${start.toLowerCase()}%`}` : Prisma.sql`false`;

function acquisitionConditions(filter: CohortFilter): Prisma.Sql[] {
  const columns = [
    [filter.site, Prisma.sql`i.site`],
    [filter.department, Prisma.sql`coalesce(i.department, 'unknown')`],
    [filter.scanner, Prisma.sql`coalesce(i.scanner, 'unknown')`],
    [filter.viewPosition, Prisma.sql`coalesce(i.view_position, 'unknown')`],
    [filter.portable, Prisma.sql`coalesce(i.portable::text, 'unknown')`],
    [filter.burnedInAnnotation, Prisma.sql`coalesce(i.burned_in_annotation::text, 'unknown')`],
    [filter.patientSex, Prisma.sql`coalesce(i.patient_sex, 'unknown')`],
    [filter.reportedBy, Prisma.sql`coalesce(i.reported_by, 'unknown')`],
    [filter.ageBand, AGE_BAND],
  ] as const;
  return columns.flatMap(([value, column]) => (value === undefined ? [] : [Prisma.sql`${column} = ${value}`]));
}

/** As `ageBand` of the rollup. */
const AGE_BAND = Prisma.sql`case
  when i.patient_age is null then 'unknown' when i.patient_age >= 80 then '80+'
  else (i.patient_age / 10 * 10) || '–' || (i.patient_age / 10 * 10 + 9) end`;

/** Conditions on one result `r` of finding `f` with truth `t`. */
function resultConditions(filter: CohortFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (filter.finding !== undefined) conditions.push(Prisma.sql`f.name = ${filter.finding}`);
  if (filter.minProbability !== undefined) conditions.push(Prisma.sql`r.probability >= ${filter.minProbability}`);
  if (filter.maxProbability !== undefined) conditions.push(Prisma.sql`r.probability <= ${filter.maxProbability}`);
  if (filter.minOutside !== undefined) conditions.push(Prisma.sql`r.outside_share >= ${filter.minOutside}`);
  if (filter.flagged === 'true') conditions.push(Prisma.sql`cardinality(r.flags) > 0`);
  if (filter.lesion !== undefined) conditions.push(lesionCondition(filter.lesion));
  if (filter.truth === 'none') conditions.push(Prisma.sql`t.value is null`);
  else if (filter.truth !== undefined) conditions.push(Prisma.sql`t.value = ${Number(filter.truth)}`);
  return conditions;
}

/** The method that every image gets; maps that were asked for are of picked cases. */
const lesionCondition = (lesion: NonNullable<CohortFilter['lesion']>): Prisma.Sql =>
  lesion === 'any'
    ? Prisma.sql`exists (select 1 from lesion le where le.instance_id = p.instance_id and le.finding = f.name)`
    : Prisma.sql`exists (
        select 1 from localisation lo
        join attribution la on la.prediction_id = lo.prediction_id and la.method = lo.method
        where lo.prediction_id = p.id and lo.finding_id = f.id and lo.negative_on_lesion
      )`;

/** Whether only cases with a result that the filter leaves are wanted. */
const asksForResult = (filter: CohortFilter): boolean =>
  filter.model !== undefined || resultConditions(filter).length > 0;

/** A case must have a result that the filter leaves; "not flagged" means that none of those it asks about is. */
function requiredResult(filter: CohortFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (asksForResult(filter)) conditions.push(Prisma.sql`top.prediction_id is not null`);
  if (filter.flagged === 'false') conditions.push(Prisma.sql`not ${flaggedResult(filter)}`);
  return conditions;
}

function flaggedResult(filter: CohortFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`p.instance_id = i.id`,
    Prisma.sql`cardinality(r.flags) > 0`,
    ...modelConditions(filter.model),
  ];
  if (filter.finding !== undefined) conditions.push(Prisma.sql`f.name = ${filter.finding}`);
  return Prisma.sql`exists (
    select 1
    ${RESULTS}
    where ${Prisma.join(conditions, ' and ')}
  )`;
}

/**
 * Keeps `hidden` cases out of what a filter or a sort tells of results: who may not see a result must not find it by
 * asking. Where neither asks, they stay.
 */
export const apartFrom = (hidden: ReadonlySet<string>, filter: CohortFilter, sort: CaseSort): Prisma.Sql =>
  hidden.size > 0 && (sort !== 'received' || filter.flagged !== undefined || asksForResult(filter))
    ? Prisma.sql`and i.id <> all(${[...hidden]}::uuid[])`
    : Prisma.empty;

/** The rows of a filter: `i` and `top`. */
export const caseSource = (filter: CohortFilter): Prisma.Sql => Prisma.sql`instance i ${topResult(filter)}`;

/** The same for counting and ordering alone: without `top` where neither filter nor sort asks for a result. */
export const caseKeys = (filter: CohortFilter, sort: CaseSort = 'received'): Prisma.Sql =>
  sort === 'received' && !asksForResult(filter) ? Prisma.sql`instance i` : caseSource(filter);

/** What a sort orders by, highest first, ties by id; `number` is the same as a float8 for cursors, `from` the way back. */
export type SortKey = { order: Prisma.Sql; number: Prisma.Sql; from: (key: number) => Prisma.Sql };

export function sortKey(sort: CaseSort): SortKey {
  // Ordering by the bare column lets the index on it answer, so that the newest page costs one page.
  if (sort === 'received') {
    return {
      order: Prisma.sql`i.received_at`,
      number: Prisma.sql`extract(epoch from i.received_at)::float8`,
      from: (key) => Prisma.sql`to_timestamp(${key}::float8)`,
    };
  }
  const column = sort === 'probability' ? Prisma.sql`top.probability` : Prisma.sql`top.outside_share`;
  const order = Prisma.sql`coalesce(${column}, -1)::float8`;
  return { order, number: order, from: (key) => Prisma.sql`${key}::float8` };
}
