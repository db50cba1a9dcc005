import type { z } from 'zod';
import { AppError, type ProblemCode } from '@/server/problem/appError';

/** Why one line was not taken. `line` counts from 1; `path` is dotted within the line; never a value of it. */
export type Rejection = { line: number; path: string; detail: string; code: ProblemCode };

/** A zod failure of one line: its first issue, since the others often follow from it. */
export function invalidLine(line: number, error: z.ZodError): Rejection {
  const [issue] = error.issues;
  return {
    line,
    path: issue?.path.map(String).join('.') ?? '',
    detail: issue?.message ?? 'not valid',
    code: 'invalid-field',
  };
}

/** A problem that concerns one line; anything else is thrown on, since it concerns them all. */
export function rejectionOf(line: number, path: string, error: unknown): Rejection {
  if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
  return { line, path: error.errors[0]?.path ?? path, detail: error.message, code: error.code };
}
