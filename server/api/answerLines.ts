import { db } from '@/server/db/client';
import type { Prisma } from '@/server/db/generated/client';
import { type Line, readLines } from '@/server/ingest/predictions/readLines';
import { uploadBudget } from '@/server/ingest/uploadBudget';
import { fingerprintOf, idempotent } from './idempotent';
import { bodyChunks, textChunks } from './ndjson';
import { readText } from './readText';
import { type Call, json } from './route';

/**
 * A stream under an Idempotency-Key is read whole before anything is done, since a key stands for one body. Without one
 * it may have any length: a line that comes twice changes nothing.
 */
const LARGEST_KEYED = 32_000_000;

/** Answers a body of lines: `work` takes them as they come. */
export async function answerLines(
  call: Call,
  longest: number,
  work: (lines: AsyncIterable<Line>) => Promise<Prisma.InputJsonValue>,
): Promise<Response> {
  const { request } = call;
  if (!request.headers.has('idempotency-key')) return json(await work(readLines(bodyChunks(request), longest)));
  const text = await readText(request, LARGEST_KEYED);
  uploadBudget().count(request, text.length);
  const { body, status } = await idempotent(db(), call, fingerprintOf(text), async () => ({
    status: 200,
    body: await work(readLines(textChunks(text), longest)),
  }));
  return json(body, status);
}
