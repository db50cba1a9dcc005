import { z } from 'zod';
import { db } from '@/server/db/client';
import { plainText } from '@/server/problem/plainText';
import { appendTrail } from '@/server/trail/appendTrail';

/** A file that a page made of the figures it shows, as the browser that saves it tells. `page`: its path, without a query. */
export const toldExport = z.strictObject({
  file: plainText(200),
  page: z
    .string()
    .max(300)
    .regex(/^\/[^?#]*$/),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  /** Of the file; null where the browser makes no hashes, as without https. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

export type ToldExport = z.infer<typeof toldExport>;

/** Tells the audit trail of a file that a page made itself. `who` as it is recorded. */
export async function recordToldExport(told: ToldExport, who: string, now: Date): Promise<{ recorded: true }> {
  const body = { ...told, toldBy: 'browser' };
  await db().$transaction((tx) => appendTrail(tx, [{ kind: 'export:made', at: now, actor: who, subjects: [], body }]));
  return { recorded: true };
}
