import type { TestContext } from 'node:test';

/** Versions of the tools that made a reference, as its file states them. */
type Versions = Partial<Record<string, string>>;

const NAMES: Record<string, string> = { scikitLearn: 'scikit-learn', python: 'Python' };

/**
 * Says by how much a statistic differs at most from its reference: a row of the table in docs/statistics.md, which
 * `npm run references` makes of these lines. `by`: tool, as `versions` has it, and what of it was used; a printed table
 * or example needs no version. Of several lines for the same statistic and reference the worst counts.
 */
export function checked(
  t: Pick<TestContext, 'diagnostic'>,
  statistic: string,
  by: Readonly<Record<string, string>>,
  versions: Versions,
  difference: number,
): void {
  const against = Object.entries(by).map(([tool, what]) =>
    [NAMES[tool] ?? tool, versions[tool], what].filter(Boolean).join(' '),
  );
  t.diagnostic(`checked: ${JSON.stringify({ statistic, against: against.join('; '), difference })}`);
}
