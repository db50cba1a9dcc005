import type { z } from 'zod';
import { whoOf } from '@/server/access/principal';
import { db } from '@/server/db/client';
import { parseJson } from '@/server/ingest/metadata';
import { fieldsError } from '@/server/problem/problemBody';
import { fingerprintOf, idempotent } from './idempotent';
import { readText } from './readText';
import { type Call, json } from './route';

const LONGEST_BODY = 50_000;

/** A change that a JSON body asks for, done once per Idempotency-Key. `who` as it is recorded. */
export async function jsonChange<Asked>(
  call: Call,
  schema: z.ZodType<Asked>,
  change: (asked: Asked, who: string) => Promise<object>,
  status = 200,
): Promise<Response> {
  const parsed = schema.safeParse(parseJson(await readText(call.request, LONGEST_BODY), ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const answer = await idempotent(db(), call, fingerprintOf(JSON.stringify(parsed.data)), async () => ({
    status,
    body: JSON.parse(JSON.stringify(await change(parsed.data, whoOf(call.principal)))),
  }));
  return json(answer.body, answer.status);
}
