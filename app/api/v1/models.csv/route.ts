import { csv, csvResponse } from '@/server/api/csv';
import { route } from '@/server/api/route';
import { listModels } from '@/server/queries/models';

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
];

export const GET = route('read', async () => {
  const rows = (await listModels()).map((v) => [
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
  ]);
  return csvResponse('models.csv', csv(HEADER, rows));
});
