import { route } from '@/server/api/route';
import { startAgain } from '@/server/api/tries';

export const dynamic = 'force-dynamic';

/** Tries the same file once more, with another manifest or on another image. */
export const POST = route('register', startAgain);
