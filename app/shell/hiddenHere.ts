import { headers } from 'next/headers';
import { principalOf } from '@/server/access/principal';
import { hiddenOf } from '@/server/api/hiddenCase';
import { withoutHidden } from '@/server/review/withoutHidden';

/** Images whose results whoever asks for this page has to say something of before they are shown. */
export async function hiddenHere(): Promise<ReadonlySet<string>> {
  const principal = principalOf(await headers());
  return principal === null ? new Set() : hiddenOf(principal);
}

/** An answer that names cases with their figures, without those that are hidden from whoever asks for this page. */
export const shownHere = async <T>(answer: T): Promise<T> => withoutHidden(answer, await hiddenHere());
