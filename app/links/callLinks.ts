import { z } from 'zod';
import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/uploader/send';
import type { ProblemBody } from '@/server/problem/problemBody';

async function refusalOf(answer: Response): Promise<ProblemBody> {
  return problemOf({ status: answer.status, body: await answer.json().catch(() => null) });
}

const created = z.object({ path: z.string().nullable(), link: z.object({ id: z.string() }) });

export type Created = { path: string; id: string } | { problem: ProblemBody };

async function post(path: `/${string}`, body: unknown): Promise<Response> {
  return fetch(withBase(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Makes a link; the path, which is told once, comes without the host. */
export async function askForLink(body: unknown): Promise<Created> {
  const answer = await post('/api/v1/links', body);
  if (!answer.ok) return { problem: await refusalOf(answer) };
  const { path, link } = created.parse(await answer.json());
  return { path: path ?? '', id: link.id };
}

/** Null when it is revoked. */
export async function askToRevoke(id: string): Promise<ProblemBody | null> {
  const answer = await post(`/api/v1/links/${id}/revoke`, {});
  return answer.ok ? null : refusalOf(answer);
}
