import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '@/server/db/client';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { migrate } from '@/server/start/migrate';
import { startPostgres } from '@/server/start/postgres';
import { root } from '@/server/start/root';
import { acquisition, FINDINGS, makeVersion, result, uniform } from './synthetic';

// npm run bench -- cells: how fast results are added to the rollup, as commits and imports do it.

const dataDir = join(root, '.data/bench-cells');
rmSync(dataDir, { recursive: true, force: true });
const postgres = await startPostgres(dataDir, { database: 'bench' });
await migrate(postgres.url);
const db = openDb(postgres.url);
const { findings } = await makeVersion(db);
const random = uniform(1);

for (const images of [16, 500]) {
  await add(images * 4);
  const batches = images === 16 ? 30 : 6;
  const sums = { count: 0, apply: 0 };
  for (let i = 0; i < batches; i++) {
    const { count, apply } = await add(images);
    sums.count += count;
    sums.apply += apply;
  }
  const ms = (sum: number) => (sum / batches).toFixed(1);
  const rate = Math.round((batches * images * FINDINGS * 1000) / (sums.count + sums.apply));
  console.log(
    `${images} images × ${FINDINGS} findings: cells ${ms(sums.count)} ms, written ${ms(sums.apply)} ms, ${rate} findings/s`,
  );
}
await db.$disconnect();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });

async function add(images: number): Promise<{ count: number; apply: number }> {
  const began = performance.now();
  const deltas = Array.from({ length: images }, () => acquisition(random)).flatMap((instance) =>
    findings.flatMap((findingId) => cellsOf(result(findingId, random), instance)),
  );
  const counted = performance.now();
  await db.$transaction((tx) => applyCells(tx, deltas));
  return { count: counted - began, apply: performance.now() - counted };
}
