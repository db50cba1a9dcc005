import { csv, csvResponse } from '@/server/api/csv';
import { json, route } from '@/server/api/route';
import { getSigningKeys } from '@/server/queries/trailStatus';

export const dynamic = 'force-dynamic';

const HEADER = [
  ...['key_id', 'sha256', 'signs_now', 'checkpoints', 'first_record', 'first_at', 'last_record', 'last_at'],
];

/** All public keys that ever signed checkpoints; there are few. */
export const GET = route('trail', async ({ url }) => {
  const rows = await getSigningKeys();
  if (url.searchParams.get('format') !== 'csv') return json({ asOf: new Date().toISOString(), rows });
  const cells = rows.map(({ keyId, fingerprint, current, checkpoints, from, to }) => [
    ...[keyId, fingerprint, current, checkpoints, from?.seq, from?.at, to?.seq, to?.at],
  ]);
  return csvResponse('signing-keys.csv', csv(HEADER, cells));
});
