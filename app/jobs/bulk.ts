import { count as counted } from '@/app/format/number';
import type { JobFilter } from '@/server/queries/jobs';
import type { JobChangeRequest } from '@/server/queries/jobsOutcome';
import { kindWord, STATE_WORDS } from './jobWords';

/** Jobs to change together, and what to call them. */
export type Bulk = { request: JobChangeRequest; count: number; what: string };

/** Named jobs as one thing to change; null when there are none. */
export const bulkOf = (ids: string[]): Bulk | null =>
  ids.length === 0
    ? null
    : { request: { ids }, count: ids.length, what: ids.length === 1 ? 'this job' : `these ${ids.length} jobs` };

/** All of a state; without one nothing, since what runs and what waits are other matters. */
export function allOf({ state, kind }: JobFilter, total: number): Bulk | null {
  if (state === undefined || total === 0) return null;
  const kinds = kind === undefined ? '' : ` of “${kindWord(kind)}”`;
  return {
    request: { state, ...(kind !== undefined && { kind }) },
    count: total,
    what: `all ${counted(total)} ${STATE_WORDS[state].toLowerCase()} jobs${kinds}`,
  };
}
