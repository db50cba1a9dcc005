import { csvPages, csvResponse } from '@/server/api/csv';
import { editPairsQuery } from '@/server/api/editQuery';
import { hiddenOf } from '@/server/api/hiddenCase';
import { parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';
import { EDIT_VERSION } from '@/server/edit/edit';
import { type EditPairRow, editPairRows } from '@/server/queries/editPairRows';

export const dynamic = 'force-dynamic';

const HEADER = [
  ...['instance_id', 'site', 'truth', 'kind', 'outcome', 'donor_id', 'donor_site', 'sample'],
  ...['probability_before', 'probability_after', 'logit_before', 'logit_after', 'in_distribution', 'distance'],
  ...['distance_limit', 'area_share', 'mask_source', 'created_at', 'definition_version'],
];

const PAGE = 1_000;

/** All edits of a version for one finding, streamed page by page. */
export const GET = route('read', async ({ url, principal }) => {
  const which = parseQuery(url, editPairsQuery);
  const hidden = await hiddenOf(principal);
  const document = csvPages(HEADER, async (cursor) => {
    const { rows, nextCursor } = await editPairRows(which, { cursor, limit: PAGE });
    return { rows: rows.filter(({ instanceId }) => !hidden.has(instanceId)).map(cells), nextCursor };
  });
  return csvResponse('edits.csv', document);
});

const cells = (row: EditPairRow) => [
  ...[row.instanceId, row.site, row.truth, row.kind, row.outcome, row.donorId, row.donorSite],
  ...[row.sample, row.probabilityBefore, row.probabilityAfter, row.logitBefore, row.logitAfter, row.inDistribution],
  ...[row.distance, row.distanceLimit, row.area, row.maskSource, row.createdAt.toISOString(), EDIT_VERSION],
];
