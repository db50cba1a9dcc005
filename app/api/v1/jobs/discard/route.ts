import { changeMany } from '@/server/api/jobChange';
import { route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

export const POST = route('ingest', (call) => changeMany('discard', call));
