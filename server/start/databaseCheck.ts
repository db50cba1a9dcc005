import pg from 'pg';
import { errorCode, errorLine, StartError } from './startError';

const OLDEST = 14;

/** Sees that DATABASE_URL leads to a PostgreSQL that can be used. Throws one line without the password. */
export async function checkDatabase(databaseUrl: string, timeoutMs = 5_000): Promise<void> {
  const { host, port, database } = pointOf(databaseUrl);
  const where = `${host}:${port}`;
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: timeoutMs });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    const major = rows[0]?.major ?? 0;
    if (major < OLDEST) {
      throw new StartError(`DATABASE_URL: ${where} is PostgreSQL ${major}; ${OLDEST} or later is needed`);
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`DATABASE_URL: ${reason(error, where, database)}, or unset it to use the embedded database`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => {});
  }
}

function pointOf(databaseUrl: string): { host: string; port: string; database: string } {
  try {
    const url = new URL(databaseUrl);
    return { host: url.hostname || 'localhost', port: url.port || '5432', database: url.pathname.slice(1) };
  } catch {
    throw new StartError(
      'DATABASE_URL: is not an address; it looks like postgresql://user:password@host:5432/database',
    );
  }
}

function reason(error: unknown, where: string, database: string): string {
  const known: Record<string, string> = {
    ECONNREFUSED: `nothing listens at ${where} (connection refused); start that database, correct the address`,
    ENOTFOUND: `no such host: ${where}; correct the address`,
    EAI_AGAIN: `the name cannot be looked up: ${where}; check the network, correct the address`,
    ETIMEDOUT: `${where} does not answer (timed out); check network and firewall, correct the address`,
    EHOSTUNREACH: `${where} cannot be reached; check network and firewall, correct the address`,
    '28P01': `${where} refuses the user or password; correct them`,
    '28000': `${where} refuses this user; correct pg_hba.conf there or the user`,
    '3D000': `${where} has no database "${database}"; create it, correct the name`,
    '53300': `${where} has no free connection; raise max_connections there`,
  };
  const found = known[errorCode(error)];
  if (found) return found;
  const line = errorLine(error);
  if (/timeout/i.test(line))
    return `${where} does not answer (timed out); check network and firewall, correct the address`;
  return `${where} cannot be used (${line}); correct the address`;
}
