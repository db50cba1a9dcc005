import { AppError, type ProblemCode } from '@/server/problem/appError';
import type { Rejection } from './rejection';

/** What became of the lines of one request. `errors`: of the first hundred that were rejected. */
export type Summary = {
  accepted: number;
  unchanged: number;
  rejected: number;
  errors: { line: number; path: string; detail: string }[];
};

const MOST_ERRORS = 100;

export const emptySummary = (): Summary & { codes: Set<ProblemCode> } => ({
  accepted: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  codes: new Set(),
});

/** Adds rejections to a summary, in place. */
export function addRejections(summary: ReturnType<typeof emptySummary>, rejections: readonly Rejection[]): void {
  for (const { line, path, detail, code } of rejections) {
    summary.rejected += 1;
    summary.codes.add(code);
    if (summary.errors.length < MOST_ERRORS) summary.errors.push({ line, path, detail });
  }
}

/** The summary as it is answered. @throws AppError when nothing at all was taken */
export function answerOf({ codes, ...summary }: ReturnType<typeof emptySummary>): Summary {
  const { accepted, unchanged, rejected, errors } = summary;
  if (accepted + unchanged > 0) return summary;
  const [code = 'invalid-field'] = codes.size === 1 ? codes : [];
  const [first] = errors;
  if (rejected === 1 && first !== undefined) {
    throw new AppError(code, `${first.path || 'the line'}: ${first.detail}`, {
      errors: [{ path: first.path, detail: first.detail }],
    });
  }
  const detail = rejected === 0 ? 'there is no line' : `none of ${rejected} lines was taken`;
  throw new AppError(code, detail, {
    errors: errors.map(({ line, path, detail: why }) => ({ path: `line ${line}${path && ': '}${path}`, detail: why })),
  });
}
