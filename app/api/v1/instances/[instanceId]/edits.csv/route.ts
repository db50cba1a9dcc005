import { csv, csvResponse } from '@/server/api/csv';
import { editsQuery } from '@/server/api/editQuery';
import { parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { type EditView, getEdits } from '@/server/queries/edits';

export const dynamic = 'force-dynamic';

const HEADER = [
  ...['edit_id', 'model', 'kind', 'outcome', 'donor_id', 'donor_site', 'sample', 'in_distribution', 'distance'],
  ...['distance_limit', 'area_share', 'finding', 'probability_before', 'probability_after', 'logit_before'],
  ...['logit_after', 'logit_change', 'mask_source', 'created_at', 'definition_version'],
];

/** The edits of an image, one row a finding; one without figures where nothing was edited. */
export const GET = route('read', async ({ url, params }) => {
  const id = uuidParam(params, 'instanceId');
  const edits = await getEdits(id, parseQuery(url, editsQuery).model);
  return csvResponse(`edits-${id.slice(0, 8)}.csv`, csv(HEADER, edits.flatMap(rowsOf)));
});

const rowsOf = (edit: EditView) =>
  (edit.findings.length > 0 ? edit.findings : [null]).map((of) => [
    ...[edit.id, edit.model, edit.kind, edit.outcome, edit.donorId, edit.donorSite, edit.sample, edit.inDistribution],
    ...[edit.distance, edit.distanceLimit, edit.area, of?.finding, of?.before.probability, of?.after.probability],
    ...[of?.before.logit, of?.after.logit, of?.delta, edit.maskSource, edit.createdAt, edit.definitionVersion],
  ]);
