import { db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { isUuid } from '@/server/db/isUuid';
import type { EditKind } from '@/server/edit/edit';
import { EDIT_VERSION } from '@/server/edit/edit';
import { publicPath } from '@/server/settings';
import { type EditBox, editBox } from './edits';

/** One case and what an edit did to one finding of it; `delta`: logit after − before. */
export type TellingEdit = {
  editId: string;
  instanceId: string;
  site: string;
  donorId: string | null;
  /** Null without a donor, or when it is gone. */
  donorSite: string | null;
  truth: 0 | 1 | null;
  before: { probability: number; logit: number };
  after: { probability: number; logit: number };
  delta: number;
  inDistribution: boolean | null;
  area: number | null;
  /** What was changed, as shares of the picture's width and height. */
  box: EditBox | null;
  /** The edited picture, as a browser has to ask for it. */
  image: string;
};

/** Furthest first. `n`: edited cases of this kind in all. */
export type TellingEdits = { kind: EditKind; n: number; up: TellingEdit[]; down: TellingEdit[] };

type Row = Omit<TellingEdit, 'before' | 'after' | 'delta' | 'box' | 'image'> & {
  probabilityBefore: number;
  logitBefore: number;
  probabilityAfter: number;
  logitAfter: number;
  box: unknown;
};

/**
 * The cases of which an edit moved the logit of a finding most, up and down, `limit` each way. `model`: name@version or id.
 * `hidden`: those whose results the caller may not hear of; they are left out.
 */
export async function getTellingEdits(
  model: string,
  finding: string,
  { kind, limit = 6 }: { kind: EditKind; limit?: number },
  hidden: ReadonlySet<string> = new Set(),
): Promise<TellingEdits> {
  const from = Prisma.sql`
    from edit e
    join model_version v on v.id = e.version_id
    join model m on m.id = v.model_id
    join finding f on f.version_id = v.id and f.name = ${finding}
    join edit_result r on r.edit_id = e.id and r.finding_id = f.id
    join instance i on i.id = e.instance_id
    where e.kind = ${kind} and e.outcome = 'edited' and e.definition_version = ${EDIT_VERSION} and ${ofVersion(model)}
      and e.instance_id <> all(${[...hidden]}::uuid[])`;
  const read = (sign: 1 | -1) => processDb().$queryRaw<Row[]>`
    select e.id as "editId", e.instance_id as "instanceId", i.site, e.donor_id as "donorId", d.site as "donorSite",
      t.value::int as truth, r.probability_before as "probabilityBefore", r.logit_before as "logitBefore",
      r.probability_after as "probabilityAfter", r.logit_after as "logitAfter",
      e.in_distribution as "inDistribution", e.area, e.box
    from (
      select e.id ${from} and ${sign}::int * (r.logit_after - r.logit_before) > 0
      order by ${sign}::int * (r.logit_after - r.logit_before) desc, e.id
      limit ${limit}
    ) far
    join edit e on e.id = far.id
    join finding f on f.version_id = e.version_id and f.name = ${finding}
    join edit_result r on r.edit_id = e.id and r.finding_id = f.id
    join instance i on i.id = e.instance_id
    left join instance d on d.id = e.donor_id
    left join truth t on t.instance_id = i.id and t.finding = f.name
    order by ${sign}::int * (r.logit_after - r.logit_before) desc, e.id`;
  const [up, down, counted] = await Promise.all([
    read(1),
    read(-1),
    processDb().$queryRaw<{ n: number }[]>`select count(*)::int as n ${from}`,
  ]);
  return { kind, n: counted[0]?.n ?? 0, up: up.map(telling), down: down.map(telling) };
}

/** Rows `v` with `m` of the version that is meant. */
export function ofVersion(model: string): Prisma.Sql {
  if (isUuid(model)) return Prisma.sql`v.id = ${model.toLowerCase()}::uuid`;
  const at = model.lastIndexOf('@');
  return Prisma.sql`m.name = ${model.slice(0, Math.max(0, at))} and v.version = ${model.slice(at + 1)}`;
}

function telling({ probabilityBefore, logitBefore, probabilityAfter, logitAfter, ...row }: Row): TellingEdit {
  return {
    ...row,
    before: { probability: probabilityBefore, logit: logitBefore },
    after: { probability: probabilityAfter, logit: logitAfter },
    box: editBox(row.box),
    delta: logitAfter - logitBefore,
    image: publicPath(`/api/v1/edits/${row.editId}/image`),
  };
}
