import { headers } from 'next/headers';
import { principalOf } from '@/server/access/principal';
import { hiddenOf } from '@/server/api/hiddenCase';

/** Images whose results whoever asks for this page has to say something of before they are shown. */
export async function hiddenHere(): Promise<ReadonlySet<string>> {
  const principal = principalOf(await headers());
  return principal === null ? new Set() : hiddenOf(principal);
}
