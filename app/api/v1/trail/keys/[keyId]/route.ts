import { route } from '@/server/api/route';
import { AppError } from '@/server/problem/appError';
import { getSigningKeys } from '@/server/queries/trailStatus';

export const dynamic = 'force-dynamic';

/** One public key as a PEM file. */
export const GET = route('trail', async ({ params }) => {
  const rows = await getSigningKeys();
  const { keyId, pem } = rows.find((row) => row.keyId === params.keyId) ?? { keyId: '', pem: null };
  if (pem === null) throw new AppError('not-found', 'no public key of this id is known here');
  return new Response(pem, {
    headers: {
      'content-type': 'application/x-pem-file',
      'content-disposition': `attachment; filename="trail-key-${keyId}.pem"`,
      'cache-control': 'no-store',
    },
  });
});
