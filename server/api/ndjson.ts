import { AppError } from '@/server/problem/appError';

/** Whether the body is one JSON document a line. @throws AppError for a kind of body that is neither that nor JSON */
export function isNdjson(request: Request): boolean {
  const [type = ''] = (request.headers.get('content-type') ?? 'application/json').split(';');
  const kind = type.trim().toLowerCase();
  if (kind === 'application/x-ndjson' || kind === 'application/ndjson' || kind === 'application/jsonl') return true;
  if (kind === 'application/json' || kind.startsWith('text/plain')) return false;
  throw new AppError('unsupported-media', 'send application/json or application/x-ndjson');
}

/** The body as it comes; a sender that goes away in the middle is a problem of the request. */
export async function* bodyChunks(request: Request): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of request.body ?? []) yield chunk;
  } catch (cause) {
    throw new AppError('bad-request', 'the body ended before its end; what was committed stays', { cause });
  }
}

/** A text that is here already, as a stream. */
export async function* textChunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
