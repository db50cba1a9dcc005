import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { adoptDb, openDb } from '@/server/db/client';
import { getOverview } from '@/server/queries/overview';
import { getSitePairs } from '@/server/queries/sitePairs';
import { getStatistics } from '@/server/queries/statistics';
import { sealMonths } from '@/server/retention/sealMonths';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { migrate } from '@/server/start/migrate';
import { startPostgres } from '@/server/start/postgres';
import { root } from '@/server/start/root';
import { makeFindings } from './makeFindings';
import { acquisition, FINDINGS, makeVersion, result, uniform } from './synthetic';

// npm run bench -- statistics [--findings 1000000]: rebuild, queries and increments over many findings of two years.

const REPEATS = 60;
const asked = process.argv.indexOf('--findings');
const images = Math.round((asked < 0 ? 1_000_000 : Number(process.argv[asked + 1])) / FINDINGS);
const row = (name: string, value: string): void => console.log(`  ${name.padEnd(46)}${value.padStart(24)}`);
const NOW = new Date('2026-11-20T12:00:00Z');

const dataDir = join(root, '.data/bench-statistics');
rmSync(dataDir, { recursive: true, force: true });
const postgres = await startPostgres(dataDir, { database: 'bench' });
await migrate(postgres.url);
const db = openDb(postgres.url);
adoptDb(db);
try {
  await measure();
} finally {
  await db.$disconnect();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const { versionId, findings } = await makeVersion(db);
  const n = images * FINDINGS;
  const made = await timed(() => makeFindings(postgres.url, versionId, images));
  row(`${n} findings written in bulk`, `${(made.ms / 1000).toFixed(1)} s`);
  const built = await timed(() => rebuildRollup(db, { keep: true, now: NOW }));
  row('rollup made from nothing', `${rate(n, built.ms)} findings/s`);
  await db.$executeRaw`vacuum analyze rollup_cell`;
  const checked = await timed(() => rebuildRollup(db, { keep: false, now: NOW }));
  row('rollup compared with its rebuild', `${rate(n, checked.ms)} findings/s`);
  row('differences', String(checked.value.differences));
  await size();
  await queries();
  await increments(findings);
  const dropped = await timed(() => sealMonths(db, new Date('2025-01-01T00:00:00Z')));
  row(`${dropped.value} month dropped`, `${dropped.ms.toFixed(0)} ms`);
}

async function size(): Promise<void> {
  const rows = await db.$queryRaw<{ grain: string; n: number }[]>`
    select grain, count(*)::int as n from rollup_cell group by 1 order by 1`;
  const [bytes] = await db.$queryRaw<{ rollup: number; results: number }[]>`
    select pg_total_relation_size('rollup_cell')::float8 as rollup,
      (select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'finding_result'::regclass)::float8 as results`;
  row('cells', rows.map(({ grain, n }) => `${grain} ${n}`).join(', '));
  row('bytes of the rollup', `${((bytes?.rollup ?? 0) / 2 ** 20).toFixed(0)} MiB`);
  row('bytes of the findings', `${((bytes?.results ?? 0) / 2 ** 20).toFixed(0)} MiB`);
}

async function queries(): Promise<void> {
  const year: RollupFilter = { from: '2025-10-01T00:00:00Z', to: '2026-10-01T00:00:00Z' };
  const week: RollupFilter = { from: '2026-11-10T00:00:00Z', to: '2026-11-17T00:00:00Z' };
  const filters: [string, RollupFilter][] = [
    ['', {}],
    [', a year', year],
    [', a week', week],
    [', one site', { site: 'site 3' }],
  ];
  const slices: (Stratifier | null)[] = [null, 'site', 'viewPosition', 'scanner'];
  row('milliseconds', 'p50    p95    p99');
  for (const [name, filter] of filters) {
    for (const by of slices) {
      await percentiles(`statistics by ${by ?? 'nothing'}${name}`, (i) =>
        getStatistics({ model: 'bench@1', finding: `finding ${i % FINDINGS}`, ...filter }, by),
      );
    }
  }
  await percentiles('overview', () => getOverview({}));
  await percentiles('overview, a year', () => getOverview(year));
  await percentiles('site pairs', () => getSitePairs({}));
}

async function percentiles(name: string, ask: (i: number) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < REPEATS + 5; i++) {
    const { ms } = await timed(() => ask(i));
    if (i >= 5) times.push(ms);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0).toFixed(1);
  row(name, `${at(0.5)}  ${at(0.95).padStart(5)}  ${at(0.99).padStart(5)}`);
}

async function increments(findings: number[]): Promise<void> {
  const random = uniform(1);
  for (const count of [16, 500]) {
    const batches = count === 16 ? 15 : 3;
    const { ms } = await timed(async () => {
      for (let i = 0; i < batches; i++) {
        const deltas = Array.from({ length: count }, () => acquisition(random)).flatMap((instance) =>
          findings.flatMap((findingId) => cellsOf(result(findingId, random), instance)),
        );
        await db.$transaction((tx) => applyCells(tx, deltas));
      }
    });
    row(`increments, ${count} images a commit`, `${rate(batches * count * FINDINGS, ms)} findings/s`);
  }
}

function rate(n: number, ms: number): string {
  return String(Math.round((n * 1000) / ms));
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}
