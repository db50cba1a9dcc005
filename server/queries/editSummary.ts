import { db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { EDIT_VERSION, type EditKind, type EditOutcome } from '@/server/edit/edit';
import { studentMeanInterval } from '@/server/stats/studentMeanInterval';
import { EDIT_OUTCOMES, kindOfEdit } from './edits';
import { ofVersion } from './tellingEdits';

/** Mean change of the logit, patients counting once, with its 95 % interval. */
export type EditMean = { value: number; low: number | null; high: number | null };

/** What one kind of edit did to the cases of a site. Means are over pictures in the distribution alone. */
export type EditEffect = {
  site: string;
  kind: EditKind;
  /** Edited, of those in the distribution, out of it, and not judged. */
  edited: number;
  inside: number;
  outside: number;
  unjudged: number;
  mean: EditMean | null;
  /** The control's change subtracted case by case, and the cases with both. Null for kinds that have no control. */
  net: EditMean | null;
  pairs: number;
};

/** Cases by what became of each kind of edit; kinds that were never tried are missing. */
export type EditOutcomes = Partial<Record<EditKind, Partial<Record<EditOutcome, number>>>>;

export type EditSummary = {
  /** Whose effects: the random share alone, or all that were edited since those are too few. */
  sample: 'random' | 'all';
  /** Cases with any edit. */
  cases: number;
  outcomes: EditOutcomes;
  /** By site, then kind. */
  effects: EditEffect[];
  definitionVersion: string;
};

type EffectRow = Omit<EditEffect, 'kind' | 'mean' | 'net'> & {
  kind: string;
  n: number;
  sum: number | null;
  sumOfSquares: number | null;
  netN: number;
  netSum: number | null;
  netSumOfSquares: number | null;
};

/**
 * What edits did to one finding, by site of the case: between sites the effect of a marker differs in sign, so that one
 * mean over all would hide it. Effects are of the random share where it has at least `minPairs` cases, as those of the
 * lines of evidence: flagged cases are no fair picture of the rest. `model`: name@version or id.
 */
export async function getEditSummary(model: string, finding: string, minPairs: number): Promise<EditSummary> {
  const tried = await readOutcomes(model);
  const random = Math.max(0, ...Object.values(countedBy(tried.filter((row) => row.sample === 'random'))));
  const sample = random >= minPairs ? 'random' : 'all';
  const rows = await readEffects(model, finding, sample);
  const outcomes: EditOutcomes = {};
  for (const { kind, outcome, n } of tried) {
    const known = EDIT_OUTCOMES.find((each) => each === outcome);
    if (known === undefined) continue;
    const counts = outcomes[kindOfEdit(kind)] ?? {};
    outcomes[kindOfEdit(kind)] = { ...counts, [known]: n + (counts[known] ?? 0) };
  }
  const cases = Math.max(0, ...Object.values(countedBy(tried)));
  return { sample, cases, outcomes, effects: rows.map(effect), definitionVersion: EDIT_VERSION };
}

type Tried = { kind: string; sample: string; outcome: string; n: number };

/** Cases by kind of edit. */
function countedBy(rows: Tried[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, n } of rows) counts[kind] = (counts[kind] ?? 0) + n;
  return counts;
}

const readOutcomes = (model: string) =>
  processDb().$queryRaw<Tried[]>`
    select e.kind, e.sample, e.outcome, count(*)::int as n
    from edit e join model_version v on v.id = e.version_id join model m on m.id = v.model_id
    where e.definition_version = ${EDIT_VERSION} and ${ofVersion(model)}
    group by 1, 2, 3`;

/** One row a site and kind; `one` has a line an edited picture, `patient` one a patient. */
const readEffects = (model: string, finding: string, sample: EditSummary['sample']) =>
  processDb().$queryRaw<EffectRow[]>`
    with one as (
      select i.site, e.kind, e.instance_id, coalesce(i.patient_key, i.id::text) as patient, e.in_distribution as inside,
        r.logit_after - r.logit_before as delta
      from edit e
      join model_version v on v.id = e.version_id
      join model m on m.id = v.model_id
      join finding f on f.version_id = v.id and f.name = ${finding}
      join edit_result r on r.edit_id = e.id and r.finding_id = f.id
      join instance i on i.id = e.instance_id
      where e.outcome = 'edited' and e.definition_version = ${EDIT_VERSION} and ${ofVersion(model)}
        and (${sample} = 'all' or e.sample = 'random')
    ), netted as (
      select a.*, a.delta - c.delta as net
      from one a
      left join one c on c.instance_id = a.instance_id and c.inside and a.inside and c.kind = ${CONTROL}
    ), patient as (
      select site, kind, patient, count(*)::int as edited, count(*) filter (where inside)::int as inside,
        count(*) filter (where not inside)::int as outside, count(net)::int as pairs,
        avg(delta) filter (where inside) as delta, avg(net) as net
      from netted group by 1, 2, 3
    )
    select site, kind, sum(edited)::int as edited, sum(inside)::int as inside, sum(outside)::int as outside,
      (sum(edited) - sum(inside) - sum(outside))::int as unjudged, sum(pairs)::int as pairs,
      count(delta)::int as n, sum(delta) as sum, sum(delta * delta) as "sumOfSquares",
      count(net)::int as "netN", sum(net) as "netSum", sum(net * net) as "netSumOfSquares"
    from patient group by 1, 2 order by 1, 2`;

/** The control of an edit's kind, in SQL. */
const CONTROL = Prisma.sql`case a.kind when 'marker-erase' then 'marker-sham' when 'swap-other' then 'swap-same' end`;

function effect({ n, sum, sumOfSquares, netN, netSum, netSumOfSquares, ...row }: EffectRow): EditEffect {
  return {
    ...row,
    kind: kindOfEdit(row.kind),
    mean: meanOf(n, sum, sumOfSquares),
    net: meanOf(netN, netSum, netSumOfSquares),
  };
}

const meanOf = (n: number, sum: number | null, sumOfSquares: number | null): EditMean | null =>
  n === 0 || sum === null || sumOfSquares === null ? null : studentMeanInterval({ n, sum, sumOfSquares });
