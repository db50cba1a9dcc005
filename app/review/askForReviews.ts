import { z } from 'zod';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

/** Cases that are asked about one finding of one version; at most 200. */
export type AskGroup = { model: string; finding: string; instanceIds: string[] };

const outcome = z.object({ queued: z.number(), unchanged: z.number(), missing: z.number() });

/** What came of it, of all groups together. */
export type Asked = z.infer<typeof outcome>;

/** Asks for reviews, one finding after the other; ends at the first that is refused, and what was queued before stays. */
export async function askForReviews(groups: readonly AskGroup[]): Promise<{ asked: Asked } | { problem: ProblemBody }> {
  const asked: Asked = { queued: 0, unchanged: 0, missing: 0 };
  for (const group of groups) {
    const answer = await call('POST', '/api/v1/review/items', group);
    if (!answer.ok) return answer;
    const { queued, unchanged, missing } = outcome.parse(answer.body);
    asked.queued += queued;
    asked.unchanged += unchanged;
    asked.missing += missing;
  }
  return { asked };
}
