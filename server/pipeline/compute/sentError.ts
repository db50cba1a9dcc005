import { z } from 'zod';
import { AppError, type FieldError, PROBLEMS, type ProblemCode } from '@/server/problem/appError';

/** An error on its way between threads: a structured clone keeps neither its class nor our fields. */
export type SentError = { name: string; message: string; code: ProblemCode | null; errors: FieldError[] };

const isCode = (value: unknown): value is ProblemCode => typeof value === 'string' && value in PROBLEMS;

export const sentError = z.object({
  name: z.string(),
  message: z.string(),
  code: z.custom<ProblemCode>(isCode).nullable(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })),
});

export function toSent(error: unknown): SentError {
  if (error instanceof AppError) {
    return { name: error.name, message: error.message, code: error.code, errors: error.errors };
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message, code: null, errors: [] };
}

/** The error as its receiver judges it: `RangeError` and `AppError` keep their class. */
export function fromSent({ name, message, code, errors }: SentError): Error {
  if (code !== null) return new AppError(code, message, { errors });
  return name === 'RangeError' ? new RangeError(message) : new Error(message);
}
