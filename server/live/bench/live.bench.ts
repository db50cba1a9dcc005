import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureApiKey } from '@/server/access/apiKey';
import { openDb } from '@/server/db/client';
import { openCommitter } from '@/server/pipeline/committer';
import { environmentWith } from '@/server/settings';
import { buildIfStale } from '@/server/start/build';
import { migrate } from '@/server/start/migrate';
import { freePort } from '@/server/start/ports';
import { startPostgres } from '@/server/start/postgres';
import { root } from '@/server/start/root';
import { openFileStore } from '@/server/store/fileStore';
import { makeInstances, makeResult, makeVersion } from './results';

// npm run bench -- live [--minutes 5]: how late an open page hears of a result, with many pages and results.

const SOCKETS = 500;
const RESULTS_PER_SECOND = 50;
const PROCESSES = 2;
const at = process.argv.indexOf('--minutes');
const minutes = at < 0 ? 5 : Number(process.argv[at + 1]);
const say = (line: string): void => console.log(line);
const row = (name: string, value: string): void => say(`  ${name.padEnd(44)}${value.padStart(16)}`);

type Totals = { received: number; gaps: number; repeats: number; lost: number; resets: number; delays: number[] };

await buildIfStale();
const dataDir = join(root, '.data/bench-live');
rmSync(dataDir, { recursive: true, force: true });
const postgres = await startPostgres(dataDir, { database: 'bench', set: { track_commit_timestamp: 'on' } });
await migrate(postgres.url);
const db = openDb(postgres.url);
const version = await makeVersion(db);
const count = Math.round(minutes * 60 * RESULTS_PER_SECOND);
const ids = await makeInstances(db, count);

const key = 'bench-key-0123456789';
await ensureApiKey(db, key);
const port = await freePort();
const web = spawn(process.execPath, ['dist/web.mjs'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: environmentWith({
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: postgres.url,
    SIGHTLINE_EMBEDDED: '1',
    SIGHTLINE_DATA_DIR: dataDir,
  }),
});
const url = `http://127.0.0.1:${port}`;
while (
  !(await fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  ))
)
  await sleep(200);

const listeners = await Promise.all(
  Array.from({ length: PROCESSES }, async () => {
    const asked = JSON.stringify({ url, key, count: SOCKETS / PROCESSES, events: 2 * count });
    const child = fork(join(root, 'server/live/bench/listeners.ts'), [asked], { execArgv: ['--import', 'tsx'] });
    await Promise.race([once(child, 'message'), failsWhenEnded(child)]);
    return child;
  }),
);
say(`${SOCKETS} sockets on one web process, ${RESULTS_PER_SECOND} results/s (14 findings each), ${minutes} minutes\n`);

const committer = openCommitter({ db, store: openFileStore(join(dataDir, 'store')), now: () => new Date() });
const random = uniform(1);
const memory: number[] = [];
const commits: Promise<void>[] = [];
const started = performance.now();
for (let sent = 0; sent < count; sent++) {
  const due = started + (sent * 1000) / RESULTS_PER_SECOND;
  if (due > performance.now()) await sleep(due - performance.now());
  const id = ids[sent] ?? '';
  commits.push(committer.during((commit) => commit(makeResult(id, version, random))));
  if (sent % (RESULTS_PER_SECOND * 10) === 0) memory.push(residentMegabytes(web));
}
await Promise.all(commits);
const seconds = (performance.now() - started) / 1000;
await sleep(2_000);

const took = await commitDelays();
const reports = await Promise.all(listeners.map((child) => ask(child, took)));
const sum = (of: (report: Totals) => number): number => reports.reduce((total, report) => total + of(report), 0);
const delays = reports[0]?.delays.map((_, bin) => sum((report) => report.delays[bin] ?? 0)) ?? [];
const events = 2 * count;
row('results written, per second', `${count}, ${(count / seconds).toFixed(1)}`);
row('events received (events × sockets)', `${sum(({ received }) => received)} of ${events * SOCKETS}`);
for (const share of [0.5, 0.95, 0.99]) {
  const goal = share === 0.95 ? ' (goal 150)' : '';
  row(`commit to receipt, p${share * 100}${goal}`, `${quantile(delays, share)} ms`);
}
row('gaps', String(sum(({ gaps }) => gaps)));
row('duplicates', String(sum(({ repeats }) => repeats)));
row('connections lost, told to load anew', `${sum(({ lost }) => lost)}, ${sum(({ resets }) => resets)}`);
row('memory of web, MB, every tenth of the run', tenths(memory).join(' '));

for (const child of listeners) child.disconnect();
web.kill('SIGTERM');
await once(web, 'exit');
await db.$disconnect();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });

/** Rejects when a process of listeners ends by itself. */
async function failsWhenEnded(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error('a process of listeners ended: see above');
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** By sequence number: milliseconds from the begin of an event's transaction, its own time, to the commit. */
async function commitDelays(): Promise<number[]> {
  const rows = await db.$queryRaw<{ seq: number; took: number }[]>`
    select seq::int as seq, extract(epoch from pg_xact_commit_timestamp(xmin) - created_at)::float8 * 1000 as took
    from outbox`;
  const delays: number[] = [];
  for (const { seq, took: delay } of rows) delays[seq] = delay;
  return Array.from(delays, (delay) => delay ?? 0);
}

async function ask(child: ChildProcess, took: number[]): Promise<Totals> {
  const answer = once(child, 'message');
  child.send(took);
  const [report]: Totals[] = await answer;
  if (report === undefined) throw new Error('a process of listeners said nothing');
  return report;
}

/** The smallest bin at or below which that share of all lies. */
function quantile(bins: number[], share: number): number {
  const wanted = share * bins.reduce((total, n) => total + n, 0);
  let seen = 0;
  return bins.findIndex((n) => {
    seen += n;
    return seen >= wanted;
  });
}

function residentMegabytes({ pid }: ChildProcess): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    return Number.NaN;
  }
}

function tenths(values: number[]): number[] {
  return Array.from({ length: Math.min(10, values.length) }, (_, i) => {
    return values[Math.min(values.length - 1, Math.floor(((i + 0.5) * values.length) / 10))] ?? Number.NaN;
  });
}

/** Numbers in [0, 1) from a linear congruential generator (Numerical Recipes). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
