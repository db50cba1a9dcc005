import { headers } from 'next/headers';
import { principalOf, type Scope } from '@/server/access/principal';

/** Whether who looks at the page may do something; the interface asks again. */
export async function mayOf(): Promise<(scope: Scope) => boolean> {
  const principal = principalOf(await headers());
  return (scope) => principal?.scopes.includes(scope) ?? false;
}
