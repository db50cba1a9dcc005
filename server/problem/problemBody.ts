import { z } from 'zod';
import { AppError, PROBLEMS } from './appError';

/** An RFC 9457 problem document. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
});

export type ProblemBody = z.infer<typeof problemSchema>;

/** The problem document of an error. What we did not foresee is told as `internal`, without its message. */
export function problemBody(error: unknown): ProblemBody {
  if (error instanceof z.ZodError) return problemBody(fieldsError(error, ''));
  if (!(error instanceof AppError)) {
    return problemBody(
      new AppError('internal', 'The error was noted in the server’s log. Try again; nothing was half-written.'),
    );
  }
  const { status, title } = PROBLEMS[error.code];
  return {
    type: `/problems/${error.code}`,
    title,
    status,
    detail: error.message,
    ...(error.errors.length > 0 && { errors: error.errors }),
  };
}

/** A zod failure as `invalid-field`, with the dotted path of each bad field below `root`. */
export function fieldsError(error: z.ZodError, root: string): AppError {
  const errors = error.issues.map((issue) => ({
    path: [root, ...issue.path.map(String)].filter((part) => part !== '').join('.'),
    detail: issue.message,
  }));
  const named = errors.map((e) => e.path || 'the body').slice(0, 3);
  return new AppError('invalid-field', `not valid: ${named.join(', ')}${errors.length > 3 ? ' …' : ''}`, { errors });
}
