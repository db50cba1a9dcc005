import { connect } from 'node:net';
import { z } from 'zod';
import type { Upload } from './picture';
import { pause, type Subject } from './subject';

const body = z.object({ instanceId: z.uuid() });

/** What came back. `instanceId` of an accepted request; status 0 when nothing came back. */
export type Answer = { status: number; instanceId: string | null };

type Target = Pick<Subject, 'url' | 'apiKey'>;
type How = { wait?: boolean; key?: string };

/** Sends a request once. Never throws: a connection that breaks is an answer of status 0. */
export async function sendOnce(to: Target, upload: Upload, how: How = {}): Promise<Answer> {
  try {
    const answer = await fetch(`${to.url}/api/v1/instances${how.wait ? '?wait=1' : ''}`, {
      method: 'POST',
      body: Uint8Array.from(upload.body),
      headers: {
        authorization: `Bearer ${to.apiKey}`,
        'content-type': upload.contentType,
        ...(how.key !== undefined && { 'idempotency-key': how.key }),
      },
      signal: AbortSignal.timeout(how.wait ? 75_000 : 20_000),
    });
    const parsed = body.safeParse(await answer.json());
    return { status: answer.status, instanceId: parsed.data?.instanceId ?? null };
  } catch {
    return { status: 0, instanceId: null };
  }
}

/** As a sender does that wants its image taken: again after a broken connection, 408, 409, 429 or 5xx. */
const worthAnotherTry = ({ status }: Answer): boolean =>
  status === 0 || status === 408 || status === 409 || status === 429 || status >= 500;

/** Sends until there is an answer that says yes or no, or `gone` says that nobody waits any more. */
export async function sendUntilAnswered(
  to: Target,
  upload: Upload,
  how: How,
  gone: AbortSignal,
): Promise<{ answer: Answer; tries: number }> {
  for (let tries = 1; ; tries++) {
    const answer = await sendOnce(to, upload, how);
    if (!worthAnotherTry(answer) || gone.aborted) return { answer, tries };
    await pause(Math.min(2_000, 150 * 2 ** Math.min(tries, 4)));
  }
}

/** Sends a share of the request's bytes and breaks the connection (RST), without reading an answer. */
export function sendPart(to: Target, upload: Upload, share: number): Promise<void> {
  const { hostname, port } = new URL(to.url);
  const head = [
    'POST /api/v1/instances HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${to.apiKey}`,
    `Content-Type: ${upload.contentType}`,
    `Content-Length: ${upload.body.length}`,
  ].join('\r\n');
  const sent = upload.body.subarray(0, Math.ceil(upload.body.length * share));
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setTimeout(10_000, () => socket.destroy());
    socket.once('error', () => undefined);
    socket.once('close', () => resolve());
    socket.write(`${head}\r\n\r\n`);
    socket.write(sent, () => setTimeout(() => socket.resetAndDestroy(), 15));
  });
}
