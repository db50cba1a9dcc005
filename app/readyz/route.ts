import { getReadiness } from '@/server/queries/readiness';

export const dynamic = 'force-dynamic';

/** Ready: database and worker answer. 503 with what is missing otherwise. */
export async function GET(): Promise<Response> {
  const readiness = await getReadiness();
  return Response.json(readiness, {
    status: readiness.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
