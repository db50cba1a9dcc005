import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { EDIT_VERSION } from '@/server/edit/edit';
import type { EditPair } from '@/server/evidence/evidenceInput';
import { strataOf } from '@/server/rollup/strata';
import { kindOfEdit } from './edits';

/**
 * What was edited for a version. `sample`: whether the cases behind the lines are the random share alone, or all that
 * were edited since those are too few; flagged cases are no fair picture of the rest. `edited`: pictures, of which
 * `judged` were compared with real ones and `inDistribution` lie among them.
 */
export type EditsSummary = {
  sample: 'random' | 'all' | null;
  cases: number;
  edited: number;
  nothingToEdit: number;
  judged: number;
  inDistribution: number;
};

export type VersionEdits = { summary: EditsSummary; pairs: Map<number, EditPair[]> };

type EditRow = {
  id: string;
  kind: string;
  outcome: 'edited' | 'nothing-to-edit';
  instanceId: string;
  inDistribution: boolean | null;
  donorSite: string | null;
  patient: string;
} & Parameters<typeof strataOf>[0];

/** Cases read at most, the same each time: 1,000 tell an effect to a tenth of what confirms, and are read in no time. */
const MOST_CASES = 1_000;

/**
 * The edits of a version by finding, of one sample. Cases that could not be edited for want of a donor or a place are
 * left out.
 */
export async function readEditPairs(
  versionId: string,
  findings: readonly { id: number; name: string }[],
  minPairs: number,
): Promise<VersionEdits> {
  const random = await countRandomCases(versionId);
  const sample = random >= minPairs ? 'random' : 'all';
  const edits = await readEdits(versionId, sample);
  if (edits.length === 0) return { summary: summaryOf([], null), pairs: new Map() };
  const instances = [...new Set(edits.map(({ instanceId }) => instanceId))];
  const place = new Map(instances.map((id, i) => [id, i]));
  const [results, unedited, truths] = await Promise.all([
    readResults(edits.map(({ id }) => id)),
    readUnedited(versionId, nothingToEdit(edits)),
    readTruths(instances),
  ]);
  const strata = edits.map((edit): Record<string, string> => strataOf(edit));
  const pairs = new Map<number, EditPair[]>();
  for (const { id, name } of findings) {
    const [scores, own, truth] = [results.get(id), unedited.get(id), truths.get(name)];
    const ofFinding = edits.flatMap((edit, i): EditPair[] => {
      const { outcome, instanceId, patient, site, donorSite, inDistribution } = edit;
      const score = outcome === 'edited' ? scores?.get(i) : own?.get(instanceId);
      if (score === undefined) return [];
      const pair = { kind: kindOfEdit(edit.kind), outcome, instanceId, patient, site, donorSite, inDistribution };
      const known = truth?.get(place.get(instanceId) ?? -1) ?? null;
      return [{ ...pair, truth: known, strata: strata[i] ?? {}, ...score }];
    });
    pairs.set(id, ofFinding);
  }
  return { summary: summaryOf(edits, sample), pairs };
}

const nothingToEdit = (edits: readonly EditRow[]): string[] => [
  ...new Set(edits.flatMap(({ outcome, instanceId }) => (outcome === 'nothing-to-edit' ? [instanceId] : []))),
];

function summaryOf(edits: readonly EditRow[], sample: EditsSummary['sample']): EditsSummary {
  const edited = edits.filter(({ outcome }) => outcome === 'edited');
  return {
    sample,
    cases: new Set(edits.map(({ instanceId }) => instanceId)).size,
    edited: edited.length,
    nothingToEdit: edits.length - edited.length,
    judged: edited.filter(({ inDistribution }) => inDistribution !== null).length,
    inDistribution: edited.filter(({ inDistribution }) => inDistribution === true).length,
  };
}

const ofVersion = (versionId: string): Prisma.Sql => Prisma.sql`
  e.version_id = ${versionId}::uuid and e.definition_version = ${EDIT_VERSION}`;

async function countRandomCases(versionId: string): Promise<number> {
  const [row] = await db().$queryRaw<{ n: number }[]>`
    select count(distinct e.instance_id)::int as n
    from edit e
    where ${ofVersion(versionId)} and e.sample = 'random'`;
  return row?.n ?? 0;
}

const readEdits = (versionId: string, sample: 'random' | 'all') => db().$queryRaw<EditRow[]>`
  with cases as (
    select e.instance_id
    from edit e
    where ${ofVersion(versionId)} ${sample === 'random' ? Prisma.sql`and e.sample = 'random'` : Prisma.empty}
    group by 1
    order by hashtextextended(e.instance_id::text, 1)
    limit ${MOST_CASES}
  )
  select e.id, e.kind, e.outcome, e.instance_id as "instanceId", e.in_distribution as "inDistribution",
    d.site as "donorSite", coalesce(i.patient_key, i.id::text) as patient, i.site, i.department, i.scanner,
    i.view_position as "viewPosition", i.portable, i.patient_sex as "patientSex", i.patient_age as "patientAge",
    i.reported_by as "reportedBy"
  from cases
  join edit e on e.instance_id = cases.instance_id
  join instance i on i.id = e.instance_id
  left join instance d on d.id = e.donor_id
  where ${ofVersion(versionId)} and e.outcome in ('edited', 'nothing-to-edit')
  order by e.instance_id, e.kind`;

type Score = { before: number; after: number };

/** Logits by finding and place of the edit. One row a finding: as many small rows take ten times as long. */
async function readResults(editIds: string[]): Promise<Map<number, Map<number, Score>>> {
  const rows = await db().$queryRaw<{ findingId: number; places: number[]; before: number[]; after: number[] }[]>`
    select r.finding_id as "findingId", array_agg(e.place::int) as places, array_agg(r.logit_before) as before,
      array_agg(r.logit_after) as after
    from unnest(${editIds}::uuid[]) with ordinality as e(id, place)
    join edit_result r on r.edit_id = e.id
    group by 1`;
  return new Map(
    rows.map(({ findingId, places, before, after }) => {
      const scores = places.map((place, i) => [place - 1, { before: before[i] ?? 0, after: after[i] ?? 0 }] as const);
      return [findingId, new Map(scores)];
    }),
  );
}

/** The stored logits of cases with nothing to edit, by finding and instance: they stay as they are. */
async function readUnedited(versionId: string, instanceIds: string[]): Promise<Map<number, Map<string, Score>>> {
  const rows = await db().$queryRaw<{ findingId: number; instanceIds: string[]; logits: number[] }[]>`
    select r.finding_id as "findingId", array_agg(p.instance_id::text) as "instanceIds", array_agg(r.logit) as logits
    from prediction p
    join finding_result r on r.prediction_id = p.id and r.at = p.at
    where p.version_id = ${versionId}::uuid and p.instance_id = any(${instanceIds}::uuid[])
    group by 1`;
  return new Map(
    rows.map(({ findingId, instanceIds: ids, logits }) => {
      const scores = ids.map((id, i) => [id, { before: logits[i] ?? 0, after: logits[i] ?? 0 }] as const);
      return [findingId, new Map(scores)];
    }),
  );
}

/** By finding and place of the instance. */
async function readTruths(instanceIds: string[]): Promise<Map<string, Map<number, 0 | 1>>> {
  const rows = await db().$queryRaw<{ finding: string; places: number[]; values: number[] }[]>`
    select t.finding, array_agg(i.place::int) as places, array_agg(t.value::int) as values
    from unnest(${instanceIds}::uuid[]) with ordinality as i(id, place)
    join truth t on t.instance_id = i.id
    group by 1`;
  return new Map(
    rows.map(({ finding, places, values }) => [
      finding,
      new Map(places.map((place, i) => [place - 1, values[i] === 1 ? 1 : 0] as const)),
    ]),
  );
}
