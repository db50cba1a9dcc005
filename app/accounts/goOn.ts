import { z } from 'zod';
import { withBase } from '@/app/shell/basePath';

const signedIn = z.object({ next: z.string() });

/** Goes to the page that was asked for before signing in; the address is loaded anew, since now it looks different. */
export function goOn(body: unknown): void {
  const parsed = signedIn.safeParse(body);
  location.assign(parsed.success ? parsed.data.next : withBase('/'));
}
