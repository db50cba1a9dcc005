import { openapi } from '@/server/api/openapi';
import { json, route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

export const GET = route('read', async () => json(openapi()));
