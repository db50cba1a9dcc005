import { AppError } from '@/server/problem/appError';
import type { Call } from './route';

/** The account that reads. @throws AppError forbidden for keys: only people read */
export function readerOf({ principal }: Pick<Call, 'principal'>): string {
  if (principal.kind !== 'session') throw new AppError('forbidden', 'only people read cases: sign in');
  return principal.id;
}
