import { reportFile } from '@/server/api/reportFile';
import { route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

export const GET = route('read', (call) => reportFile(call, 'pdf'));
