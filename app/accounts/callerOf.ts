import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { type Principal, principalOf } from '@/server/access/principal';

/** Who asks for this page; the gate has let them in. */
export async function callerOf(): Promise<Principal> {
  return principalOf(await headers()) ?? notFound();
}
