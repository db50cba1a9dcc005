import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { TEST_SETTINGS } from '@/server/testing/ownPostgres';
import { checkDatabase } from './databaseCheck';
import { freePort } from './ports';
import { type Postgres, runningPostgresUrl, startPostgres } from './postgres';
import { isPostmasterOf, recoverCluster } from './postmaster';
import { isAlive, waitUntil } from './processes';
import { root } from './root';

const dataDir = join(root, `.data/postgres-test-${process.pid}`);
const cluster = join(dataDir, 'postgres/data');
const said: string[] = [];
let postgres: Postgres | undefined;

const start = async () => {
  postgres = await startPostgres(dataDir, { set: TEST_SETTINGS, say: (line) => said.push(line) });
  return postgres;
};
const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(sql).finally(() => client.end());
};

after(async () => {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a new folder gets a server whose password only we can read, and which keeps its data and port', async () => {
  const first = await start();
  await query(first.url, 'create table kept (id int)');
  assert.equal(runningPostgresUrl(dataDir), first.url);
  assert.equal(statSync(join(dataDir, 'postgres/password')).mode & 0o777, 0o600);
  await first.stop();
  assert.equal(isAlive(first.pid()), false);
  assert.equal(runningPostgresUrl(dataDir), null);
  const second = await start();
  assert.equal(second.url, first.url);
  await query(second.url, 'select * from kept');
});

test('a server that outlived its supervisor is stopped and started again', async () => {
  await postgres?.stop();
  const script = `import { startPostgres } from '@/server/start/postgres';
    const { pid } = await startPostgres(process.argv[1], { set: { fsync: 'off', shared_buffers: '128MB' } }); console.log(pid());
    setInterval(() => {}, 1000);`;
  const supervisor = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(supervisor.stdout, 'data');
  supervisor.kill('SIGKILL');
  await once(supervisor, 'exit');
  const orphan = Number(String(line));
  assert.ok(isPostmasterOf(orphan, cluster));
  assert.equal(isPostmasterOf(orphan, `${cluster}-other`), false);
  const next = await start();
  assert.equal(isAlive(orphan), false);
  await query(next.url, 'select * from kept');
});

test('a server that is killed comes back on the same address', async () => {
  const before = postgres?.pid() ?? 0;
  process.kill(before, 'SIGKILL');
  assert.ok(await waitUntil(() => postgres?.pid() !== before, 15_000));
  await query(postgres?.url ?? '', 'select * from kept');
  assert.equal(said.at(-1), 'the database ended: starting it again');
});

test('a postmaster.pid that names a stranger is removed and the stranger lives', async () => {
  await postgres?.stop();
  const stale = readFileSync(join(cluster, 'PG_VERSION'), 'utf8');
  writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n${stale}`);
  assert.equal(await recoverCluster(cluster), 'stale');
  await query((await start()).url, 'select * from kept');
});

test('an unusable DATABASE_URL is one line with the reason and without the password', async () => {
  const url = new URL(postgres?.url ?? '');
  const refused = async (change: (changed: URL) => void, line: RegExp) => {
    const changed = new URL(url);
    change(changed);
    await assert.rejects(checkDatabase(changed.href), (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, line);
      assert.ok(!error.message.includes(url.password) && !error.message.includes('\n'));
      return true;
    });
  };
  const closed = await freePort();
  await refused(
    (u) => (u.port = String(closed)),
    new RegExp(`^DATABASE_URL: nothing listens at 127.0.0.1:${closed} .+ unset it`),
  );
  await refused((u) => (u.password = 'wrong'), /refuses the user or password/);
  await refused((u) => (u.pathname = '/absent'), /has no database "absent"/);
  await refused((u) => (u.hostname = 'no-such-host.invalid'), /no such host|cannot be looked up/);
  await checkDatabase(url.href);
});
