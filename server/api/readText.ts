import { AppError } from '@/server/problem/appError';

/** The body as text, at most `limit` bytes; more is refused before it is read. */
export async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = new AppError('too-large', `the body is larger than ${limit / 1e6} MB; send it in parts`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
