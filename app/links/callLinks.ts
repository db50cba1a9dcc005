import { z } from 'zod';
import { call, problemOf } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

const created = z.object({ path: z.string().nullable(), link: z.object({ id: z.string() }) });

export type Created = { path: string; id: string } | { problem: ProblemBody };

/** Makes a link; the path, which is told once, comes without the host. */
export async function askForLink(body: object): Promise<Created> {
  const answer = await call('POST', '/api/v1/links', body);
  if (!answer.ok) return answer;
  const made = created.safeParse(answer.body);
  if (!made.success) return { problem: problemOf({ status: 200, body: null }) };
  return { path: made.data.path ?? '', id: made.data.link.id };
}
