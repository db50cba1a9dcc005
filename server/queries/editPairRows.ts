import { db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { EDIT_VERSION } from '@/server/edit/edit';
import { ofVersion } from './tellingEdits';

/** One edit of one case for one finding, as the table of pairs tells it; figures are null where nothing was edited. */
export type EditPairRow = {
  editId: string;
  instanceId: string;
  site: string;
  truth: 0 | 1 | null;
  kind: string;
  outcome: string;
  donorId: string | null;
  donorSite: string | null;
  sample: string;
  logitBefore: number | null;
  logitAfter: number | null;
  probabilityBefore: number | null;
  probabilityAfter: number | null;
  inDistribution: boolean | null;
  distance: number | null;
  distanceLimit: number | null;
  area: number | null;
  maskSource: string;
  createdAt: Date;
};

/** A page of all edits of a finding, by id. `cursor`: the last id of the page before. */
export async function editPairRows(
  { model, finding }: { model: string; finding: string },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ rows: EditPairRow[]; nextCursor: string | null }> {
  const beyond = cursor === undefined ? Prisma.empty : Prisma.sql`and e.id > ${cursor}::uuid`;
  const rows = await processDb().$queryRaw<EditPairRow[]>`
    select e.id as "editId", e.instance_id as "instanceId", i.site, t.value::int as truth,
      e.kind, e.outcome, e.donor_id as "donorId", d.site as "donorSite", e.sample,
      r.logit_before as "logitBefore", r.logit_after as "logitAfter",
      r.probability_before as "probabilityBefore", r.probability_after as "probabilityAfter",
      e.in_distribution as "inDistribution", e.distance, e.distance_limit as "distanceLimit", e.area,
      e.mask_source as "maskSource", e.created_at as "createdAt"
    from edit e
    join model_version v on v.id = e.version_id
    join model m on m.id = v.model_id
    join finding f on f.version_id = v.id and f.name = ${finding}
    join instance i on i.id = e.instance_id
    left join edit_result r on r.edit_id = e.id and r.finding_id = f.id
    left join instance d on d.id = e.donor_id
    left join truth t on t.instance_id = i.id and t.finding = f.name
    where ${ofVersion(model)} and e.definition_version = ${EDIT_VERSION} ${beyond}
    order by e.id
    limit ${limit}`;
  return { rows, nextCursor: rows.length < limit ? null : (rows.at(-1)?.editId ?? null) };
}
