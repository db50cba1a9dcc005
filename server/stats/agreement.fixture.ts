import { near as nearAll } from './reference.fixture';

/** Compares single numbers with references and keeps the worst difference, relative for references over 1. */
export function agreement(tolerance: number) {
  let worst = 0;
  return {
    near(actual: number | null | undefined, expected: number, what: string): void {
      worst = Math.max(worst, nearAll([actual], [expected], tolerance, what));
    },
    worst: (): number => worst,
  };
}
