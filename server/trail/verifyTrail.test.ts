import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { openDb } from '@/server/db/client';
import { parseSettings } from '@/server/settings';
import { auditVerify, verdictLines } from '@/server/start/trailVerify';
import { testDatabase } from '@/server/testing/database';
import { appendTrail } from './appendTrail';
import { hashOf } from './chain';
import { checkpointFile } from './checkpoint';
import { signTrail } from './signTrail';
import { checkpointsFile, trailBundle } from './trailBundle';
import { trailKey } from './trailKey';
import { verifyTrail } from './verifyTrail';

const folder = mkdtempSync(join(tmpdir(), 'trail-'));
const url = await testDatabase();
const db = openDb(url);
const sql = new pg.Client({ connectionString: url });
await sql.connect();
after(async () => {
  await sql.end();
  await db.$disconnect();
  rmSync(folder, { recursive: true });
});

const keyFile = join(folder, 'keys/trail-key.pem');
const key = trailKey(keyFile);
const signer = { key, actor: 'system test', now: new Date(5_000) };
const held = join(folder, 'held.json');
const settings = parseSettings({ DATABASE_URL: url, SIGHTLINE_DATA_DIR: folder, SIGHTLINE_TRAIL_KEY: keyFile });

for (let n = 0; n < 25; n++) {
  const about = { kind: 'truth:recorded' as const, at: new Date(n), actor: 'system test', subjects: [`instance:${n}`] };
  await db.$transaction((tx) => appendTrail(tx, [{ ...about, body: { n } }]));
}
const [first] = [await signTrail(db, signer)];

async function bundle(name: string, from = 1, to = 25): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of trailBundle(db, key, { from, to })) pieces.push(piece);
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

test('the key is made once, for its owner alone, and the end of the trail is signed once', async () => {
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  assert.deepEqual(
    trailKey(keyFile).export({ type: 'pkcs8', format: 'pem' }),
    key.export({ type: 'pkcs8', format: 'pem' }),
  );
  assert.equal(first?.made, true);
  assert.deepEqual(await signTrail(db, signer), { checkpoint: first?.checkpoint, made: false });
  writeFileSync(held, JSON.stringify(await checkpointsFile(db, key)));
  assert.throws(() => trailKey(held), /holds no private key/);
});

test('a sound trail is sound, by the command too', async () => {
  const verdict = await verifyTrail(db, { keys: [key] });
  assert.deepEqual(verdict.faults, []);
  assert.deepEqual([verdict.records, verdict.agreed, verdict.checkpoints, verdict.guard], [26, 1, 1, 'triggers']);
  await auditVerify(settings, ['--checkpoint', held]);
});

test('a bundle is verified by the program in it, in a process without anything of ours', async () => {
  const path = await bundle('sound.tar');
  await auditVerify(settings, ['--bundle', path, '--checkpoint', held]);
  execFileSync('tar', ['xf', path, '-C', folder]);
  const verify = (...args: string[]) => {
    const done = spawnSync(process.execPath, [join(folder, 'trail/verify.mjs'), ...args], {
      cwd: '/',
      env: { NODE_ENV: 'test' },
    });
    return { status: done.status, said: `${done.stdout}${done.stderr}` };
  };
  const sound = verify('--checkpoints', held);
  assert.equal(sound.status, 0, sound.said);
  assert.match(
    sound.said,
    /25 records, 1 to 25.+\n2 checkpoints agree\nkey [0-9a-f]{64}: 1 checkpoints signed\nNo fault\./,
  );

  const records = join(folder, 'trail/records/000000000001.ndjson');
  const lines = readFileSync(records, 'utf8').split('\n');
  const wrong: [string[], RegExp][] = [
    [
      lines.map((line, i) => (i === 6 ? line.replace('"actor":"system test"', '"actor":"nobody"') : line)),
      /record 7: actor/,
    ],
    [lines.map((line, i) => (i === 6 ? line.replace('\\"n\\":6', '\\"n\\":7') : line)), /record 7: content or hash/],
    [lines.filter((_, i) => i !== 3), /record 4: not there/],
    [lines.slice(0, 20), /record 21 to 25: not there/],
    [lines.toSpliced(9, 0, lines[2] ?? ''), /record 3: comes after 9/],
  ];
  for (const [changed, words] of wrong) {
    writeFileSync(records, changed.join('\n'));
    const { status, said } = verify();
    assert.equal(status, 1, said);
    assert.match(said, words);
  }
  writeFileSync(records, lines.join('\n'));
  const claim = join(folder, 'trail/checkpoints.json');
  writeFileSync(claim, readFileSync(claim, 'utf8').replace(/"hash": "./, '"hash": "g'));
  assert.match(verify().said, /is not signed by key/);
});

test('a part of a trail verifies by itself', async () => {
  await auditVerify(settings, ['--bundle', await bundle('part.tar', 10, 25), '--checkpoint', held]);
  await assert.rejects(auditVerify(settings, ['--bundle', held]), /^StartError: the file is (no backup|cut off)/);
});

type Row = { seq: string; content: string; previous: string; hash: string };

/** What somebody does who is the database's administrator: triggers off, all from a record on chained anew. */
async function forge(): Promise<void> {
  await sql.query(`update trail_record set content = replace(content, '"n":11', '"n":99') where seq = 12`);
  const { rows } = await sql.query<Row>('select * from trail_record where seq >= 12 order by seq');
  let previous = rows[0]?.previous ?? '';
  for (const { seq, content } of rows) {
    const hash = hashOf(Number(seq), previous, content);
    await sql.query('update trail_record set previous = $2, hash = $3 where seq = $1', [seq, previous, hash]);
    previous = hash;
  }
  await sql.query('update trail_head set hash = $1', [previous]);
}

const run = (statement: string) => async () => void (await sql.query(statement));

const TAMPERS: [string, () => Promise<void>, RegExp][] = [
  [
    'changed',
    run(`update trail_record set content = replace(content, '"n":3', '"n":4') where seq = 4`),
    /changed at 4:/,
  ],
  ['removed', run('delete from trail_record where seq between 8 and 9'), /removed at 8–9:/],
  [
    'reordered',
    run('update trail_record set seq = seq + 100 where seq = 5; update trail_record set seq = 5 where seq = 6'),
    /removed at 6:|changed at 5:/,
  ],
  [
    'inserted',
    run(
      `insert into trail_record select 27, at, kind, actor, subjects, content, hash, hash from trail_record where seq = 3`,
    ),
    /misplaced at 27:/,
  ],
  [
    'truncated',
    run(`delete from trail_record where seq > 20; delete from trail_checkpoint;
     update trail_head set seq = 20, hash = (select hash from trail_record where seq = 20)`),
    /truncated at 21–25:/,
  ],
  ['forged', forge, /forged at 1–25:/],
  ['checkpoint', run(`update trail_checkpoint set hash = repeat('0', 64)`), /signature at 25:/],
];

test('what an administrator of the database does with the triggers off is found, with its place', async () => {
  const outside = [{ name: 'held.json', file: checkpointFile.parse(JSON.parse(readFileSync(held, 'utf8'))) }];
  for (const [name, tamper, words] of TAMPERS) {
    const kept = ['trail_record', 'trail_checkpoint', 'trail_head'];
    for (const table of kept) await sql.query(`create table kept_${table} as table ${table}`);
    for (const table of kept) await sql.query(`alter table ${table} disable trigger user`);
    await tamper();
    const found = verdictLines(await verifyTrail(db, { keys: [key], held: outside }));
    assert.match(found.join('\n'), words, name);
    if (name === 'changed')
      await assert.rejects(auditVerify(settings, []), /^StartError: the audit trail has \d+ faults/);
    for (const table of kept)
      await sql.query(`truncate ${table}; insert into ${table} table kept_${table}; drop table kept_${table};
        alter table ${table} enable trigger user`);
  }
  assert.equal((await verifyTrail(db, { keys: [key] })).faultCount, 0);
});
