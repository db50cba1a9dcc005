import type { z } from 'zod';
import { type Principal, whoOf } from '@/server/access/principal';
import { db } from '@/server/db/client';
import { parseJson } from '@/server/ingest/metadata';
import { AppError } from '@/server/problem/appError';
import { fieldsError } from '@/server/problem/problemBody';
import { fingerprintOf, idempotent } from './idempotent';
import { readText } from './readText';
import { type Call, json } from './route';

const LONGEST_BODY = 50_000;

/** The account of a caller who is a person. @throws AppError forbidden for keys */
export function personOf(principal: Principal): string {
  if (principal.kind !== 'session')
    throw new AppError('forbidden', `this is for people; the caller is ${whoOf(principal)}`);
  return principal.id;
}

/**
 * A change whose answer holds a secret that is seen once. The answer that is kept for its Idempotency-Key has none: who
 * asks again is told what was made, with null in the secret's place.
 */
export async function secretChange<Asked, Made extends object>(
  call: Call,
  schema: z.ZodType<Asked>,
  secretName: string,
  change: (asked: Asked) => Promise<{ made: Made; secret: string }>,
): Promise<Response> {
  const parsed = schema.safeParse(parseJson(await readText(call.request, LONGEST_BODY), ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  let secret: string | null = null;
  const answer = await idempotent(db(), call, fingerprintOf(JSON.stringify(parsed.data)), async () => {
    const done = await change(parsed.data);
    secret = done.secret;
    return { status: 201, body: JSON.parse(JSON.stringify(done.made)) };
  });
  const made = typeof answer.body === 'object' ? answer.body : {};
  return json({ ...made, [secretName]: secret }, answer.status);
}
