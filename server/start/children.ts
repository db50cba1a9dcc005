import { environmentWith, type Settings } from '@/server/settings';
import { root } from './root';
import type { ChildSpec } from './supervisor';

/**
 * Every image leaves some 10 MB of arrays, which makes V8 mark its heap; marking beside the computers took a tenth of
 * the processor from them (12 ms an image), marking between their steps takes 1 ms.
 */
export const WORKER_FLAGS = ['--no-concurrent-marking'];

/** `web` and `worker` as the supervisor runs them: the bundles, or in development the sources under tsx. */
export function childSpecs(settings: Settings, databaseUrl: string, mode: 'production' | 'development'): ChildSpec[] {
  const env = environmentWith({
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(settings.port),
    HOST: settings.host,
    SIGHTLINE_BASE_PATH: settings.basePath,
    DATABASE_URL: databaseUrl,
    SIGHTLINE_DATABASE_OWNER_URL: undefined,
    SIGHTLINE_EMBEDDED: settings.embedded ? '1' : undefined,
    SIGHTLINE_DATA_DIR: settings.dataDir,
  });
  const args = (bundle: string, source: string) =>
    mode === 'production' ? ['--enable-source-maps', bundle] : ['--import', 'tsx', source];
  return [
    { name: 'web', args: args('dist/web.mjs', 'server/index.ts'), cwd: root, env },
    { name: 'worker', args: [...WORKER_FLAGS, ...args('dist/worker.mjs', 'server/worker.ts')], cwd: root, env },
  ];
}
