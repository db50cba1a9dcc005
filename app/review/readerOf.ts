import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { type Principal, principalOf } from '@/server/access/principal';

/** The account that looks at the page; a key, which nobody reads by, finds no page here. */
export async function readerOf(): Promise<Principal> {
  const principal = principalOf(await headers());
  if (principal?.kind !== 'session') notFound();
  return principal;
}
