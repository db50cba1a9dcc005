import { AppError } from '@/server/problem/appError';

export type VersionFailure = { version: string; error: unknown };

/** Trying again cannot help: the arithmetic or the model refuses this image. The database and the disk may come back. */
export const isPermanent = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof AppError && error.code !== 'unavailable') ||
  (error instanceof AuditFailure && error.failures.every((failure) => isPermanent(failure.error)));

/** Versions that could not read an instance; the others have. */
export class AuditFailure extends Error {
  readonly failures: VersionFailure[];

  constructor(failures: VersionFailure[]) {
    super(failures.map(({ version, error }) => `${version}: ${String(error)}`).join('; '), {
      cause: failures[0]?.error,
    });
    this.name = 'AuditFailure';
    this.failures = failures;
  }

  /** For people: which versions failed, and why, as codes. */
  get reason(): string {
    return this.failures.map(({ version, error }) => `${version} ${codeOf(error)}`).join(', ');
  }
}

/** A code that may be shown; never free text. */
export function codeOf(error: unknown): string {
  if (error instanceof AuditFailure) return error.reason;
  return error instanceof AppError ? error.code : 'internal';
}
