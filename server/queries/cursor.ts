import { z } from 'zod';
import { AppError } from '@/server/problem/appError';

/** Sort keys are shares, probabilities and seconds since 1970; anything else was not made here. */
const cursor = z.tuple([z.number().min(-4e9).max(1e11), z.uuid()]);

/** The place of the last row of a page: its sort key and id. Opaque to callers. */
export type Cursor = { key: number; id: string };

export const encodeCursor = ({ key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url');

/** Whether `decodeCursor` takes it. */
export function isCursor(text: string): boolean {
  try {
    decodeCursor(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws AppError invalid-field for anything that `encodeCursor` did not make */
export function decodeCursor(text: string): Cursor {
  try {
    const [key, id] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { key, id };
  } catch {
    throw new AppError('invalid-field', 'cursor: take it from the page before', {
      errors: [{ path: 'cursor', detail: 'not valid' }],
    });
  }
}
