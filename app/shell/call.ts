'use client';
import { type ProblemBody, problemSchema } from '@/server/problem/problemBody';
import { withBase } from './basePath';

/** What came back; status 0 when nothing did. `body` is foreign data, null where it was no JSON: parse it. */
export type Sent = { status: number; body: unknown };

/** What the server answered, to be parsed by who asked; or why it refused. */
export type Answer = { ok: true; body: unknown; problem: null } | { ok: false; body: null; problem: ProblemBody };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Fetches from one of our own paths, and never rejects. `path` without the base, as `/api/v1/…`. */
export async function reach(path: `/${string}`, init: RequestInit = {}): Promise<Sent> {
  try {
    const answer = await fetch(withBase(path), init);
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  }
}

/** Calls one of our own paths, with JSON where there is a body. */
export async function call(method: Method, path: `/${string}`, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const sent = await reach(path, { method, ...(body !== undefined && { headers, body: JSON.stringify(body) }) });
  return hasWorked(sent)
    ? { ok: true, body: sent.body, problem: null }
    : { ok: false, body: null, problem: problemOf(sent) };
}

/** Asks for a change of which only the outcome counts: null when it was made, else why not. */
export const change = async (method: Method, path: `/${string}`, body?: object): Promise<ProblemBody | null> =>
  (await call(method, path, body)).problem;

export const hasWorked = ({ status }: Sent): boolean => status >= 200 && status < 300;

/** The server's own words where it gave some, else what the transport knows. */
export function problemOf(sent: Sent): ProblemBody {
  const parsed = problemSchema.safeParse(sent.body);
  if (parsed.success) return parsed.data;
  if (sent.status === 0) {
    return {
      type: 'about:blank',
      title: 'The server did not answer',
      status: 0,
      detail: 'Check the connection, then try again.',
    };
  }
  return {
    type: 'about:blank',
    title: 'The request failed',
    status: sent.status,
    detail: `The server answered ${sent.status}.`,
  };
}
