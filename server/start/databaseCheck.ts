import pg from 'pg';
import { errorCode, errorLine, StartError } from './startError';

/** The oldest major version that the product is run on before a release. */
const OLDEST = 15;

type Facts = { major: number; readOnly: boolean; create: boolean; schema: string | null; mayUseSchema: boolean };

/**
 * Sees that DATABASE_URL leads to a PostgreSQL that can be used: version, rights, not a standby. Throws one line that
 * says what to do, without the password.
 */
export async function checkDatabase(databaseUrl: string, setting = 'DATABASE_URL', timeoutMs = 5_000): Promise<void> {
  const { host, port, database, user } = pointOf(databaseUrl);
  const where = `${host}:${port}`;
  let client: pg.Client | undefined;
  try {
    // Reads the files that the address names, too.
    client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: timeoutMs });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<Facts>(`
      select current_setting('server_version_num')::int / 10000 as major,
        pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly",
        has_database_privilege(current_database(), 'create') as create,
        current_schema() as schema,
        coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayUseSchema"`);
    const problem = rows[0] && factsProblem(rows[0], { where, database, user });
    if (problem) throw new StartError(`${setting}: ${problem}`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${setting}: ${reason(error, where, database)}, or unset it to use the embedded database`, {
      cause: error,
    });
  } finally {
    await client?.end().catch(() => {});
  }
}

type Point = { where: string; database: string; user: string };

/** What keeps a database that we can connect to from being used, with the statement that mends it; null when nothing. */
export function factsProblem(facts: Facts, { where, database, user }: Point): string | null {
  if (facts.major < OLDEST) return `${where} is PostgreSQL ${facts.major}; ${OLDEST} or later is needed`;
  if (facts.readOnly) return `${where} takes no writes (a standby, or read-only); name the primary`;
  const owner = `ALTER DATABASE ${quoted(database)} OWNER TO ${quoted(user)};`;
  if (!facts.create) return `${user} may not create schemas in "${database}"; as its administrator: ${owner}`;
  if (facts.schema === null) return `"${database}" has no schema to write to; there: CREATE SCHEMA public;`;
  if (!facts.mayUseSchema)
    return `${user} may not create tables in schema ${facts.schema} of "${database}"; as its administrator: ${owner}`;
  return null;
}

const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

function pointOf(databaseUrl: string): { host: string; port: string; database: string; user: string } {
  try {
    const url = new URL(databaseUrl);
    return {
      host: url.hostname || 'localhost',
      port: url.port || '5432',
      database: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username) || 'this user',
    };
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
    ECONNRESET: `${where} closes the connection; check that it is a PostgreSQL, correct the address`,
    ENOENT: 'a file that it names (sslrootcert, sslcert, sslkey) is not there; correct the path',
    '28P01': `${where} refuses the user or password; correct them`,
    '28000': `${where} refuses this user from here (pg_hba.conf): ${wordOf(error)}; let it in there, add ?sslmode=verify-full where TLS is asked for`,
    '3D000': `${where} has no database "${database}"; create it, correct the name`,
    '42501': `this user may not connect to "${database}"; grant it CONNECT, correct the user`,
    '53300': `${where} has no free connection; raise max_connections there`,
    '57P03': `${where} is starting or stopping; try again in a moment`,
    ERR_TLS_CERT_ALTNAME_INVALID: `the certificate of ${where} is for another name; use that name in the address`,
    CERT_HAS_EXPIRED: `the certificate of ${where} has expired; renew it there`,
  };
  const found = known[errorCode(error)];
  if (found) return found;
  const line = errorLine(error);
  if (/timeout/i.test(line))
    return `${where} does not answer (timed out); check network and firewall, correct the address`;
  if (/terminated unexpectedly|error establishing an SSL/i.test(line))
    return `${where} does not talk as PostgreSQL does; check what listens there, correct the address`;
  if (/does not support SSL/i.test(line)) return `${where} speaks no TLS; turn it on there, drop sslmode`;
  if (/certificate|self.signed/i.test(line))
    return `the certificate of ${where} is not signed by anyone known here (${line}); name its authority: ?sslmode=verify-full&sslrootcert=/path/ca.pem`;
  if (/SASL|SCRAM/.test(line)) return `${where} wants a password; put one into the address`;
  return `${where} cannot be used (${line}); correct the address`;
}

/** The reason that the server gives, which names user, database and address, never the password. */
const wordOf = (error: unknown) => errorLine(error).replace(/^.*?, (?=no encryption|SSL)/, '');
