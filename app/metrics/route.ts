import { route } from '@/server/api/route';
import { renderMetrics } from '@/server/queries/metrics';

export const dynamic = 'force-dynamic';

export const GET = route('read', async () => {
  const { text, contentType } = await renderMetrics();
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
});
