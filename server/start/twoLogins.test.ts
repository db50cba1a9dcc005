import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import pg from 'pg';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { appendTrail } from '@/server/trail/appendTrail';
import { trailGuard } from '@/server/trail/trailRights';
import { handOver } from './appRights';
import { checkDatabase } from './databaseCheck';
import { migrate } from './migrate';

const url = await testDatabase();
const mark = randomBytes(4).toString('hex');
const [ownerRole, appRole, database] = [`owner_${mark}`, `app_${mark}`, `two_${mark}`];
const admin = new pg.Client({ connectionString: url });
await admin.connect();
after(async () => {
  await admin.query(`drop database if exists ${database} with (force)`);
  await admin.query(`drop role if exists ${ownerRole}, ${appRole}`);
  await admin.end();
});

const as = (role: string): string => {
  const to = new URL(url);
  [to.username, to.password, to.pathname] = [role, 'p', `/${database}`];
  return to.href;
};

test('two logins as docs/trail.md makes them, neither a superuser, part the trail from the product', async () => {
  await admin.query(`create role ${ownerRole} login password 'p'; create role ${appRole} login password 'p'`);
  await admin.query(`grant ${appRole} to ${ownerRole}`);
  await admin.query(`create database ${database} owner ${ownerRole}`);
  await admin.query(`grant create on database ${database} to ${appRole}`);
  await checkDatabase(as(ownerRole));
  await migrate(as(ownerRole));
  await handOver(as(ownerRole), appRole);
  await checkDatabase(as(appRole));
  // As at the next start: nothing is left to do, and migrating is the owner's business still.
  await migrate(as(ownerRole));
  await handOver(as(ownerRole), appRole);
  const db = openDb(as(appRole));
  try {
    assert.equal(await trailGuard(db), 'permissions');
    const entry = { kind: 'setting:changed' as const, at: new Date(0), actor: 'operator', subjects: [], body: {} };
    await db.$transaction((tx) => appendTrail(tx, [entry]));
    await assert.rejects(db.$executeRaw`delete from trail_record`, /permission denied/);
    await assert.rejects(db.$executeRaw`select set_config('role', ${ownerRole}, false)`, /permission denied/);
  } finally {
    await db.$disconnect();
  }
});
