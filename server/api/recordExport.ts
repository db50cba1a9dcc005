import { createHash } from 'node:crypto';
import type { Principal } from '@/server/access/principal';
import { whoOf } from '@/server/access/principal';
import { db } from '@/server/db/client';
import { appendTrail } from '@/server/trail/appendTrail';

type Asked = { url: URL; principal: Principal };

/** Parameters whose values tell no patient; of others the trail keeps the names. */
const TELLING = ['model', 'finding', 'version', 'by', 'from', 'to', 'format', 'kind', 'state', 'sort', 'view'];

const LINE_FEED = 10;

const isCsv = ({ headers }: Response): boolean => (headers.get('content-type') ?? '').startsWith('text/csv');

/** Whether an answer leaves the product as a file that somebody saves: figures as CSV, or an attachment of any kind. */
export const isExport = (response: Response): boolean =>
  response.status === 200 &&
  (isCsv(response) || (response.headers.get('content-disposition') ?? '').startsWith('attachment'));

/**
 * The same answer, of which the audit trail tells when all of it was read, or as much of it as was read before the
 * reader went away: the end is handed on only when that is written. The sha256 is over the bytes that were read, so that
 * a file that turns up can be held against it.
 */
export function recordedExport({ url, principal }: Asked, response: Response): Response {
  const source = response.body?.getReader();
  if (source === undefined) return response;
  const hash = createHash('sha256');
  const counted = isCsv(response);
  let lines = 0;
  let bytes = 0;
  let told: Promise<void> | null = null;
  const write = (complete: boolean): Promise<void> => {
    const what = { path: url.pathname, parameters: parametersOf(url), file: fileOf(response) };
    const size = { ...(counted && { rows: Math.max(0, lines - 1) }), bytes, sha256: hash.digest('hex') };
    const entry = { at: new Date(), actor: whoOf(principal), subjects: subjectsOf(url) };
    return db().$transaction((tx) =>
      appendTrail(tx, [{ kind: 'export:made', ...entry, body: { ...what, ...size, complete } }]),
    );
  };
  // Once: a reader may go away while the end is being written.
  const record = (complete: boolean): Promise<void> => {
    told ??= write(complete);
    return told;
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.read();
      if (done) {
        await record(true);
        return controller.close();
      }
      hash.update(value);
      bytes += value.length;
      if (counted) for (const byte of value) if (byte === LINE_FEED) lines += 1;
      controller.enqueue(value);
    },
    async cancel(reason) {
      await source.cancel(reason).catch(() => undefined);
      await record(false);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

/** Names of the parameters, with the values of those that tell no patient. */
function parametersOf(url: URL): Record<string, string | null> {
  const names = [...new Set(url.searchParams.keys())].sort().map((name) => name.slice(0, 50));
  return Object.fromEntries(
    names
      .slice(0, 40)
      .map((name) => [name, TELLING.includes(name) ? (url.searchParams.get(name)?.slice(0, 200) ?? null) : null]),
  );
}

/** The instance, report or link that a path names. */
function subjectsOf(url: URL): string[] {
  const [, kind, id] = /\/(instance|report|link)s\/([0-9a-f-]{36})\//.exec(url.pathname.toLowerCase()) ?? [];
  return kind === undefined ? [] : [`${kind}:${id}`];
}

/** What the file is called where it is saved: a name that we gave, of numbers and ids. */
const fileOf = ({ headers }: Response): string | null =>
  /filename="([\w.@ -]{1,200})"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? null;
