import { csv, csvResponse } from '@/server/api/csv';
import { EFFECT_HEADER, effectCells } from '@/server/api/effectColumns';
import { route } from '@/server/api/route';
import { listModels } from '@/server/queries/models';
import { getOverview } from '@/server/queries/overview';
import { worstFinding } from '@/server/queries/worstFinding';

export const dynamic = 'force-dynamic';

const HEADER = [
  'model',
  'version',
  'kind',
  'version_id',
  'sha256',
  'scope',
  'registered_at',
  'predictions',
  'findings',
  'saliency',
  'site_effect_finding',
  ...EFFECT_HEADER,
];

/** The registry; of each version the finding whose site effect is strongest. */
export const GET = route('read', async () => {
  const [versions, overview] = await Promise.all([listModels(), getOverview({})]);
  const worst = new Map(overview.models.map((model) => [model.versionId, worstFinding(model.findings)]));
  const rows = versions.map((v) => [
    v.name,
    v.version,
    v.kind,
    v.versionId,
    v.sha256,
    v.scope,
    v.createdAt,
    v.predictions,
    v.findings.map((finding) => finding.name).join(' '),
    v.saliency.available.join(' '),
    worst.get(v.versionId)?.finding,
    ...effectCells(worst.get(v.versionId)?.siteEffect.worst),
  ]);
  return csvResponse('models.csv', csv(HEADER, rows));
});
