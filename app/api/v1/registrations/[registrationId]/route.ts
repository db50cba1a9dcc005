import { route } from '@/server/api/route';
import { forget, registrationState } from '@/server/api/tries';

export const dynamic = 'force-dynamic';

/** Where a registration or a try stands, with what was found. */
export const GET = route('read', registrationState);

/** Gives a try up, and its file. */
export const DELETE = route('register', forget);
