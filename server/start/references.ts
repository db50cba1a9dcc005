import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { say, step } from './progress.mjs';
import { root } from './root';
import { spawnNode } from './run';
import { StartError } from './startError';
import { testFiles } from './testFiles';

const check = z.object({ statistic: z.string(), against: z.string(), difference: z.number() });

export type Check = z.infer<typeof check>;

const BEGIN = '<!-- begin: npm run references -->';
const END = '<!-- end -->';

/** `npm run references`: runs the tests of the statistics and writes what they compared into docs/statistics.md. */
export async function references(): Promise<void> {
  const files = testFiles(root, ['server/stats/']).node;
  const run = ['--import', 'tsx', '--test', '--test-reporter=tap', ...files];
  const { code, said } = await step('comparing statistics with their references', () =>
    spawnNode(run, { what: 'tests of the statistics' }),
  );
  if (code !== 0) throw new StartError('a statistic differs from its reference: npm test -- server/stats');
  const rows = worstOf(checksIn(said));
  const path = join(root, 'docs/statistics.md');
  writeFileSync(path, withTable(readFileSync(path, 'utf8'), rows));
  say(`docs/statistics.md: ${rows.length} comparisons`);
}

/** What tests said with `checked`, in their order. */
export function checksIn(tap: string): Check[] {
  return [...tap.matchAll(/^\s*# checked: (.+)$/gm)].map(([, json = '']) => check.parse(JSON.parse(json)));
}

/** One row for each statistic and reference, with the worst of its differences. */
export function worstOf(checks: readonly Check[]): Check[] {
  const rows = new Map<string, Check>();
  for (const one of checks) {
    const key = `${one.statistic} | ${one.against}`;
    const known = rows.get(key);
    if (known === undefined || one.difference > known.difference) rows.set(key, one);
  }
  return [...rows.values()];
}

/** The text with the table between its two marks replaced. @throws StartError when a mark is missing */
export function withTable(text: string, rows: readonly Check[]): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new StartError(`docs/statistics.md: no ${BEGIN} … ${END}`);
  const lines = rows.map(
    ({ statistic, against, difference }) =>
      `| ${statistic} | ${against} | ${difference === 0 ? '0' : difference.toExponential(0)} |`,
  );
  const table = ['| statistic | reference and version | worst difference |', '|---|---|---|', ...lines].join('\n');
  return `${text.slice(0, begin)}${BEGIN}\n${table}\n${text.slice(end)}`;
}
