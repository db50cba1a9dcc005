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

type Suite = { specs?: Spec[] | undefined; suites?: Suite[] | undefined };
type Spec = { title: string; file: string; tests: { status: string }[] };

const spec = z.object({ title: z.string(), file: z.string(), tests: z.array(z.object({ status: z.string() })) });

const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(spec).optional(), suites: z.array(suite).optional() }),
);

const report = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
  suites: z.array(suite).default([]),
});

/**
 * The totals of Playwright's JSON report, and which tests passed only when they were repeated with a product of their
 * own: they count as passed and are to be named.
 */
export function countPlaywright(json: string): TestCount & { repeated: string[] } {
  const { stats, errors, suites } = report.parse(JSON.parse(json));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    repeated: specsOf(suites)
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ file, title }) => `${file}: ${title}`),
  };
}

const specsOf = (suites: readonly Suite[]): Spec[] =>
  suites.flatMap((one) => [...(one.specs ?? []), ...specsOf(one.suites ?? [])]);

/** Sum of several runs. */
export function addCounts(...all: TestCount[]): TestCount {
  const sum = (of: keyof TestCount) => all.reduce((total, count) => total + count[of], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** As in `12 passed, 0 failed, 1 skipped`. */
export function countLine({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
