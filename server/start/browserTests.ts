import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from './chromium';
import { root } from './root';
import { spawnNode } from './run';
import type { Shutdown } from './shutdown';
import { countPlaywright, NO_TESTS, type TestCount } from './testCount';

/** Runs browser tests; each Playwright worker starts the built product itself (e2e/product.ts). */
export async function runBrowserTests(
  files: readonly string[],
  chromiumPath: string | undefined,
  shutdown: Shutdown,
): Promise<TestCount> {
  if (files.length === 0) return NO_TESTS;
  const browser = await chromium(chromiumPath, shutdown.signal);
  const folder = join(root, '.data/test');
  mkdirSync(folder, { recursive: true });
  const report = join(folder, 'browser.json');
  rmSync(report, { force: true });
  const { code } = await spawnNode(['node_modules/@playwright/test/cli.js', 'test', ...files], {
    what: 'browser tests',
    show: true,
    abort: shutdown.signal,
    env: {
      ...browser.env,
      CHROMIUM_PATH: browser.path,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      NODE_ENV: undefined,
      FORCE_COLOR: undefined,
    },
  });
  const count = readCount(report);
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function readCount(report: string): TestCount {
  try {
    const { repeated, ...count } = countPlaywright(readFileSync(report, 'utf8'));
    for (const name of repeated) console.log(`passed only when it was repeated: ${name}`);
    return count;
  } catch {
    return NO_TESTS;
  }
}
