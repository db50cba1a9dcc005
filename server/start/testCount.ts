import { z } from 'zod';

export type TestCount = { passed: number; failed: number; skipped: number };

export const NO_TESTS: TestCount = { passed: 0, failed: 0, skipped: 0 };

/** The totals that node's TAP reporter writes at its end, as in `# pass 12`. Cancelled tests count as failed. */
export function countTap(tap: string): TestCount {
  const total = (name: string) => {
    const found = tap.match(new RegExp(`^# ${name} (\\d+)$`, 'gm'))?.at(-1);
    return found ? Number(found.split(' ')[2]) : 0;
  };
  return {
    passed: total('pass'),
    failed: total('fail') + total('cancelled'),
    skipped: total('skipped') + total('todo'),
  };
}

const report = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** The totals of Playwright's JSON report. A test that passed only when it was repeated counts as failed. */
export function countPlaywright(json: string): TestCount {
  const { stats, errors } = report.parse(JSON.parse(json));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/** Sum of several runs. */
export function addCounts(...all: TestCount[]): TestCount {
  const sum = (of: keyof TestCount) => all.reduce((total, count) => total + count[of], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** As in `12 passed, 0 failed, 1 skipped`. */
export function countLine({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
