import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stop as endEsbuild, build as esbuild } from 'esbuild';
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

/** Does `work` unless `stampFile` says that it was done for these very sources. */
async function unlessDone(stampFile: string, sources: readonly string[], product: string, work: () => Promise<void>) {
  const stamp = sourceHash(root, sources);
  const file = join(root, stampFile);
  if (existsSync(join(root, product)) && existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

/** Writes the Prisma client when the schema has changed. */
export async function generate(abort?: AbortSignal): Promise<void> {
  await unlessDone('dist/schema-stamp', SCHEMA, 'server/db/generated/client.ts', () =>
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

/** Builds what `npm start` runs, unless it was built from these very sources: .next, dist/web.mjs, dist/worker.mjs. */
export async function buildIfStale(abort?: AbortSignal): Promise<void> {
  await generate(abort);
  await unlessDone('dist/stamp', PAGES_AND_SERVER, '.next/BUILD_ID', async () => {
    await step('building pages', () =>
      runNode(['node_modules/next/dist/bin/next', 'build'], { what: 'building pages', env: NEXT, abort }),
    );
    await step('building the server', bundleServer);
  });
}

/** Packages stay outside the bundles: node_modules is there anyway, and native ones cannot be bundled. */
async function bundleServer(): Promise<void> {
  try {
    await esbuild({
      absWorkingDir: root,
      entryPoints: { web: 'server/index.ts', worker: 'server/worker.ts' },
      outdir: 'dist',
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
