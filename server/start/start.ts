import { watch } from 'node:fs';
import { join } from 'node:path';
import { openWorkerLease } from '@/server/queue/workerLease';
import type { Settings } from '@/server/settings';
import { baseUrl, exposureWarning, portLine } from './address';
import { handOver } from './appRights';
import { requireWhole } from './backup/restoreMark';
import { buildIfStale, generate, prepareFolder } from './build';
import { childSpecs } from './children';
import { claimDatabase, type ReadyDatabase, readyDatabase } from './database';
import { prepareDataFolder } from './dataFolder';
import { migrate } from './migrate';
import { portProblem } from './ports';
import { say, step } from './progress.mjs';
import { root } from './root';
import { Interrupted, type Shutdown, takeSignals } from './shutdown';
import { StartError } from './startError';
import { type Supervisor, supervise } from './supervisor';
import { webAnswers } from './webAnswers';

/** `npm start` and `npm run dev`: runs until it is told to stop, and leaves no process behind. */
export async function start(settings: Settings, mode: 'production' | 'development'): Promise<void> {
  const shutdown = takeSignals(say, settings.byNpm);
  try {
    await bringUp(settings, mode, shutdown);
    await shutdown.asked;
  } catch (error) {
    if (!shutdown.signal.aborted) throw error;
    if (!(error instanceof Interrupted || error instanceof StartError)) throw error;
  } finally {
    await shutdown.run();
  }
  say('stopped');
}

async function bringUp(settings: Settings, mode: 'production' | 'development', shutdown: Shutdown): Promise<void> {
  const warning = exposureWarning(settings);
  prepareDataFolder(settings.dataDir);
  await claimDatabase(settings, shutdown);
  const problem = await portProblem(settings.port, settings.host);
  if (problem) throw new StartError(portLine(settings.host, settings.port, problem));
  if (mode === 'production') await buildIfStale(shutdown.signal, settings.basePath);
  else {
    prepareFolder(settings.basePath);
    await generate(shutdown.signal);
  }
  shutdown.check();
  const database = await readyDatabase(settings, shutdown);
  const { url: databaseUrl } = database;
  shutdown.check();
  await step('migrating the database', () => bringForward(database));
  shutdown.check();
  const supervisor = supervise(childSpecs(settings, databaseUrl, mode), say);
  shutdown.add(() => handBackJobs(databaseUrl));
  shutdown.add(() => supervisor.stop(), supervisor.kill);
  if (mode === 'development') shutdown.add(restartOnChange(supervisor));
  const own = `${baseUrl(settings.host, settings.port)}${settings.basePath}`;
  const answers = await step('starting web and worker', () => webAnswers(own, shutdown.signal));
  if (!answers) return;
  // Loaded here and not above: it needs the generated database client, which a fresh checkout gets in between.
  const { welcome } = await import('./welcome');
  say(await welcome(settings, databaseUrl));
  if (warning) say(`  Warning: ${warning}\n`);
}

async function bringForward({ url, ownerUrl }: ReadyDatabase): Promise<void> {
  await requireWhole(ownerUrl);
  await migrate(ownerUrl, (line) => say(`  ${line}`));
  const [role, owner] = [url, ownerUrl].map((address) => decodeURIComponent(new URL(address).username));
  if (role && role !== owner) await handOver(ownerUrl, role);
}

/** What a worker that had to be killed was doing is free for the next one at once. Best effort: the next start does it too. */
async function handBackJobs(databaseUrl: string): Promise<void> {
  const lease = await openWorkerLease(databaseUrl, 'sightline', () => {}).catch(() => null);
  await lease?.freeDead().catch(() => 0);
  await lease?.stop().catch(() => {});
}

/** Restarts both children 0.3 s after the last change below server/; pages reload by themselves. */
function restartOnChange(supervisor: Supervisor): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(join(root, 'server'), { recursive: true }, (_event, file) => {
    if (!file?.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('start/')) return;
    clearTimeout(timer);
    timer = setTimeout(() => supervisor.restart(), 300);
  });
  return () => watcher.close();
}
