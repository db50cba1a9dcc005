import { route } from '@/server/api/route';
import { registerTry } from '@/server/api/tries';

export const dynamic = 'force-dynamic';

/** Makes a version of what was tried, without a second upload. */
export const POST = route('register', registerTry);
