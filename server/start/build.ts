import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stop as endEsbuild, build as esbuild } from 'esbuild';
import { settings } from '@/server/settings';
import { lockDataFolder } from './lock';
import { step } from './progress.mjs';
import { root } from './root';
import { runNode } from './run';
import { sourceHash } from './sourceHash';
import { errorLine, StartError } from './startError';

const PAGES_AND_SERVER = ['app', 'server', 'prisma', 'package-lock.json', 'next.config.js', 'tsconfig.json'];
const SCHEMA = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'];

/** Prisma would ask for updates, and would download an engine that nothing here uses. */
const PRISMA = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};
const NEXT = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };

/** Does `work` unless `stampFile` says that it was done for what `stamp` stands for. */
async function unlessDone(stampFile: string, stamp: string, product: string, work: () => Promise<void>) {
  const file = join(root, stampFile);
  if (existsSync(join(root, product)) && existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

/** Writes the Prisma client when the schema has changed. */
export async function generate(abort?: AbortSignal): Promise<void> {
  await unlessDone('dist/schema-stamp', sourceHash(root, SCHEMA), 'server/db/generated/client.ts', () =>
    step('generating the database client', () =>
      runNode(['node_modules/prisma/build/index.js', 'generate'], {
        what: 'generating the database client',
        env: PRISMA,
        abort,
      }),
    ),
  );
}

/** Writes the types of routes and of imported styles, which tsc needs. */
export async function generateRouteTypes(abort?: AbortSignal): Promise<void> {
  await step('generating route types', () =>
    runNode(['node_modules/next/dist/bin/next', 'typegen'], { what: 'generating route types', env: NEXT, abort }),
  );
}

/**
 * Builds what `npm start` runs (.next, or dist/pages… for a base path, and dist/{web,worker,compute,analysis,inspect}.mjs) unless it was built from these very
 * sources for this base path, which the pages carry in them. Of two that start at once one builds, the other waits.
 */
export async function buildIfStale(abort?: AbortSignal, basePath = settings().basePath): Promise<void> {
  const unlock = await holdBuild(abort);
  try {
    await build(basePath, abort);
  } finally {
    unlock();
  }
}

/** Waits until nobody else builds in this checkout; returns the function that lets the next one. */
async function holdBuild(abort?: AbortSignal): Promise<() => void> {
  const folder = join(root, 'dist');
  mkdirSync(folder, { recursive: true });
  for (;;) {
    if (abort?.aborted) throw new StartError('building: stopped');
    try {
      return lockDataFolder(folder, 'a build');
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Makes the file that Next notes its folder in, where that is not its usual one (next.config.js). */
export function prepareFolder(basePath: string): void {
  if (basePath === '') return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const file = join(root, `dist/tsconfig${basePath.replaceAll('/', '+')}.json`);
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ extends: '../tsconfig.json', include: [] }));
}

async function build(basePath: string, abort?: AbortSignal): Promise<void> {
  await generate(abort);
  prepareFolder(basePath);
  const name = basePath.replaceAll('/', '+');
  const pages = basePath === '' ? '.next' : `dist/pages${name}`;
  await unlessDone(`dist/stamp${name}`, sourceHash(root, PAGES_AND_SERVER), `${pages}/BUILD_ID`, async () => {
    await step('building pages', () =>
      runNode(['node_modules/next/dist/bin/next', 'build'], {
        what: 'building pages',
        env: { ...NEXT, SIGHTLINE_BASE_PATH: basePath },
        abort,
      }),
    );
    await step('building the server', () => bundleServer('dist'));
  });
}

/** Packages stay outside the bundles: node_modules is there anyway, and native ones cannot be bundled. */
export async function bundleServer(outdir: string): Promise<void> {
  try {
    await esbuild({
      absWorkingDir: root,
      entryPoints: {
        web: 'server/index.ts',
        worker: 'server/worker.ts',
        compute: 'server/pipeline/compute/thread.ts',
        analysis: 'server/analysis/thread.ts',
        inspect: 'server/pipeline/inspectProcess.ts',
      },
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      logLevel: 'silent',
    });
  } catch (error) {
    throw new StartError(`building the server failed: ${errorLine(error)}`, { cause: error });
  } finally {
    // Its helper process would stay as long as ours.
    await endEsbuild();
  }
}
