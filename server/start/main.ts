import { settings as readSettings, type Settings } from '@/server/settings';
import { writeProblem } from './dataFolder';
import { errorCode, errorLine, StartError } from './startError';

type Command = (args: string[]) => Promise<void>;

/** Each is loaded when it is asked for: `check` needs no database driver. */
const COMMANDS: Record<string, Command> = {
  start: async () => (await import('./start')).start(settings(), 'production'),
  dev: async () => (await import('./start')).start(settings(), 'development'),
  build: async () => (await import('./build')).buildIfStale(undefined, settings().basePath),
  signin: async () => {
    await (await import('./build')).generate();
    await (await import('./signin')).signin(settings());
  },
  backup: async (args) => {
    await (await import('./build')).generate();
    await (await import('./backup/backup')).backup(settings(), args);
  },
  restore: async (args) => {
    await (await import('./build')).generate();
    await (await import('./backup/restore')).restore(settings(), args);
  },
  'audit:verify': async (args) => {
    await (await import('./build')).generate();
    await (await import('./trailVerify')).auditVerify(settings(), args);
  },
  import: async (args) => {
    await (await import('./build')).generate();
    await (await import('./import')).importPredictions(settings(), args);
  },
  rollup: async (args) => {
    await (await import('./build')).generate();
    await (await import('./rollup')).rollup(settings(), args);
  },
  retention: async (args) => {
    await (await import('./build')).generate();
    await (await import('./retention')).retention(settings(), args);
  },
  drill: async (args) => {
    await (await import('./build')).generate();
    await (await import('./drill')).drill(settings(), args);
  },
  fuzz: async (args) => {
    await (await import('./build')).generate();
    await (await import('./fuzz')).fuzz(settings(), args);
  },
  proof: async (args) => {
    await (await import('./build')).generate();
    await (await import('./proof')).proof(settings(), args);
  },
  references: async () => (await import('./references')).references(),
  bench: async (args) => (await import('./bench')).bench(args),
  check: async () => (await import('./check')).check(),
  test: async (args) => (await import('./testRun')).testRun(settings(), args),
  e2e: async (args) => (await import('./testRun')).browserRun(settings(), args),
};

/** Runs one command of package.json. What the operator can mend ends in one line, anything else with its stack. */
export async function main([name = '', ...args]: string[]): Promise<void> {
  const command = COMMANDS[name];
  try {
    if (!command) throw new StartError(`no such command: ${name}; there are ${Object.keys(COMMANDS).join(', ')}`);
    await command(args);
    process.exit();
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (error instanceof StartError) return `sightline: ${error.message}`;
  const full = ['ENOSPC', 'EDQUOT'].includes(errorCode(error)) ? writeProblem(error, 'the data folder') : null;
  if (full) return `sightline: ${full.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function settings(): Settings {
  try {
    return readSettings();
  } catch (error) {
    throw new StartError(errorLine(error), { cause: error });
  }
}
