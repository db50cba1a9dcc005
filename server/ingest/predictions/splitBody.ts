import { z } from 'zod';
import { externalManifest } from '@/server/model/manifest';
import { fieldsError } from '@/server/problem/problemBody';
import type { Line } from './readLines';

/** More than a JSON body may hold of the least prediction. */
const MOST = 100_000;

const list = z.strictObject({
  manifest: externalManifest.optional(),
  predictions: z.array(z.unknown()).min(1).max(MOST),
});

/**
 * A JSON body as the lines that it stands for: one prediction, or those of a list, numbered from 1, after what it states
 * of their version. @throws AppError for a list that is none
 */
export function splitBody(body: unknown): AsyncIterable<Line> {
  if (typeof body !== 'object' || body === null || !('predictions' in body)) return linesOf([body]);
  const parsed = list.safeParse(body);
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const { manifest, predictions } = parsed.data;
  return linesOf(predictions, manifest === undefined ? [] : [{ manifest }]);
}

async function* linesOf(values: readonly unknown[], before: readonly unknown[] = []): AsyncGenerator<Line> {
  for (const value of before) yield { line: 0, text: JSON.stringify(value) };
  for (const [index, value] of values.entries()) yield { line: index + 1, text: textOf(value) };
}

/** What is nested deeper than it can be written is no prediction either. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return 'null';
  }
}
