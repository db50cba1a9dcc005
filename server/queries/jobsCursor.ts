import { z } from 'zod';
import { AppError } from '@/server/problem/appError';

/** Sort keys are seconds since 1970 of either sign, and counts. */
const cursor = z.tuple([z.number().min(-1e11).max(1e11), z.string().max(200)]);

/** The place of the last row of a page. Opaque to callers. */
export const encodeJobCursor = ({ key, id }: { key: number; id: string }): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url');

/** Whether `decodeJobCursor` takes it. */
export function isJobCursor(text: string): boolean {
  try {
    decodeJobCursor(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws AppError invalid-field for anything that `encodeJobCursor` did not make */
export function decodeJobCursor(text: string): { key: number; id: string } {
  try {
    const [key, id] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (id.includes('\0')) throw new RangeError('id: NUL');
    return { key, id };
  } catch {
    throw new AppError('invalid-field', 'cursor: take it from the page before', {
      errors: [{ path: 'cursor', detail: 'not valid' }],
    });
  }
}
