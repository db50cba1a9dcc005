import type { Settings } from '@/server/settings';
import { runBrowserTests } from './browserTests';
import { buildIfStale, generate } from './build';
import { check } from './check';
import { prepareDataFolder } from './dataFolder';
import { runNodeTests } from './nodeTests';
import { say } from './progress.mjs';
import { root } from './root';
import { type Shutdown, takeSignals } from './shutdown';
import { errorLine, StartError } from './startError';
import { addCounts, countLine, NO_TESTS, type TestCount } from './testCount';
import { testFiles } from './testFiles';

type Stage = (shutdown: Shutdown) => Promise<TestCount>;

/** `npm test`: cheapest first, up to the first stage that fails. Words select files (`npm test -- server/ingest`). */
export async function testRun(settings: Settings, words: string[]): Promise<void> {
  const files = testFiles(root, words);
  if (words.length > 0 && files.node.length + files.browser.length === 0) {
    throw new StartError(`no test file matches: ${words.join(' ')}`);
  }
  const browser: Stage[] = files.browser.length > 0 || words.length === 0 ? browserStages(settings, files.browser) : [];
  await runStages(settings, [
    prepare(() => (words.length === 0 ? check() : generate())),
    (shutdown) => runNodeTests(files.node, shutdown),
    ...browser,
  ]);
}

/** `npm run e2e`: the browser tests alone. */
export async function browserRun(settings: Settings, words: string[]): Promise<void> {
  const { browser } = testFiles(root, words);
  if (browser.length === 0) throw new StartError(`no browser test matches: ${words.join(' ')}`);
  await runStages(settings, browserStages(settings, browser));
}

function browserStages(settings: Settings, files: readonly string[]): Stage[] {
  return [
    prepare((shutdown) => buildIfStale(shutdown.signal, settings.basePath)),
    (shutdown) => runBrowserTests(files, settings.chromiumPath, shutdown),
  ];
}

/** A stage without tests of its own. */
function prepare(work: (shutdown: Shutdown) => Promise<void>): Stage {
  return async (shutdown) => {
    await work(shutdown);
    return NO_TESTS;
  };
}

/** Runs stage after stage and ends the process: 0 when nothing failed. The last line is the count. */
async function runStages(settings: Settings, stages: readonly Stage[]): Promise<void> {
  const shutdown = takeSignals(say, settings.byNpm);
  let total = NO_TESTS;
  try {
    prepareDataFolder(`${root}/.data`);
    for (const stage of stages) {
      shutdown.check();
      total = addCounts(total, await stage(shutdown));
      if (total.failed > 0) break;
    }
  } catch (error) {
    total = addCounts(total, { ...NO_TESTS, failed: 1 });
    say(
      error instanceof StartError
        ? `\n${error.message}`
        : `\n${error instanceof Error ? error.stack : errorLine(error)}`,
    );
  } finally {
    await shutdown.run();
  }
  say(`\n${countLine(total)}`);
  process.exit(total.failed > 0 ? 1 : 0);
}
