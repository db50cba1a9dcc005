import { RETRY_SECONDS } from '@/server/ingest/uploadBudget';
import { AppError } from '@/server/problem/appError';

/**
 * What the database client says when it has no connection or transaction in time, or no database at all (Prisma's
 * P1001, P1002, P1008, P1017, P2024, P2028, P2034): to be tried again, and nobody's fault.
 */
const PASSING = /^P(1001|1002|1008|1017|2024|2028|2034)$/;

/** An error that will pass, as `unavailable`; any other as it is. */
export function asOverload(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!PASSING.test(code)) return error;
  const detail = `the database is busy or away: send it again in ${RETRY_SECONDS} seconds`;
  return new AppError('unavailable', detail, { cause: error });
}
