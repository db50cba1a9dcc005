import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '@/server/db/client';
import { SECRETS } from './seeds';

/** One thing that must hold when everything is quiet again; `found` in words and numbers. */
export type Proof = { name: string; holds: boolean; found: string };

/** What was fed, and where the product keeps its things. */
export type Evidence = {
  accepted: ReadonlySet<string>;
  dataDir: string;
  storeDir: string;
  tempDir: string;
  log: string;
};

const proof = (name: string, holds: boolean, found: string): Proof => ({ name, holds, found });

/** Waits until no image, registration or job is under way; false when that takes longer than `ms`. */
export async function waitForQuiet(db: Db, ms: number): Promise<boolean> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    const [row] = await db.$queryRaw<{ open: number }[]>`
      select (select count(*) from instance where status = 'pending')::int
        + (select count(*) from registration where status = 'pending')::int
        + (select count(*) from graphile_worker.jobs where task_identifier in ('audit-instance', 'register-model'))::int as open`;
    if (row?.open === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}

/** All proofs. The product must be quiet. */
export async function proveAll(db: Db, evidence: Evidence): Promise<Proof[]> {
  return [
    ...(await proveRows(db, evidence)),
    await proveEvents(db),
    await proveStore(db, evidence),
    proveTemporary(evidence),
    ...(await provePrivacy(db, evidence)),
  ];
}

async function proveRows(db: Db, { accepted }: Evidence): Promise<Proof[]> {
  const rows = await db.instance.findMany({ select: { id: true, status: true, statusReason: true } });
  const known = new Set(rows.map(({ id }) => id));
  const lost = [...accepted].filter((id) => !known.has(id));
  const open = rows.filter(({ status }) => !['done', 'failed', 'not-scored'].includes(status));
  const silent = rows.filter(({ status, statusReason }) => status !== 'done' && statusReason === null);
  const halves = await db.$queryRaw<{ n: number }[]>`
    select ((select count(*) from study s where not exists (select 1 from series where study_id = s.id))
      + (select count(*) from series s where not exists (select 1 from instance where series_id = s.id))
      + (select count(*) from idempotent_request where status is null)
      + (select count(*) from model m where not exists (select 1 from model_version where model_id = m.id))
      + (select count(*) from registration where status = 'refused' and problem is null)
      + (select count(*) from registration where status = 'pending'))::int as n`;
  const counts = new Map<string, number>();
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
  const ended = [...counts].map(([status, n]) => `${status} ${n}`).join(', ');
  return [
    proof('every accepted image is there', lost.length === 0, `${accepted.size} accepted, ${lost.length} missing`),
    proof('every image came to an end', open.length === 0, ended),
    proof('what failed says why', silent.length === 0, `${silent.length} without a reason`),
    proof('no row is half of something', halves[0]?.n === 0, `${halves[0]?.n ?? '?'} found`),
  ];
}

async function proveEvents(db: Db): Promise<Proof> {
  const [row] = await db.$queryRaw<{ wrong: number; gaps: number }[]>`
    select
      (select count(*)::int from instance i where 1 <> (
        select count(*) from outbox o where o.type = 'instance:received' and o.payload ->> 'instanceId' = i.id::text)) as wrong,
      (select (max(seq) - min(seq) + 1 - count(*))::int from outbox) as gaps`;
  const holds = row?.wrong === 0 && (row.gaps ?? 0) === 0;
  return proof('each image was announced once, without gaps', holds, `${row?.wrong} not once, ${row?.gaps ?? 0} gaps`);
}

async function proveStore(db: Db, { storeDir }: Evidence): Promise<Proof> {
  const needed = await db.$queryRaw<{ sha256: string }[]>`
    select file_sha256 as sha256 from instance union select sha256 from mask
    union select sha256 from registration where dry
    union select sha256 from lesion where sha256 is not null
    union select picture_sha256 from edit where picture_sha256 is not null union select sha256 from model_version`;
  const wanted = new Set(needed.map(({ sha256 }) => sha256));
  const there = new Set(filesIn(storeDir));
  const orphans = [...there].filter((name) => !wanted.has(name)).length;
  const missing = [...wanted].filter((name) => !there.has(name)).length;
  return proof(
    'the store holds what the rows name',
    orphans + missing === 0,
    `${there.size} files, ${orphans} orphans, ${missing} missing`,
  );
}

function proveTemporary({ storeDir, tempDir }: Evidence): Proof {
  // The loader of sources keeps its cache there; it is no part of what is fed.
  const left = [...filesIn(join(storeDir, 'tmp')), ...filesIn(tempDir, (path) => !path.includes('tsx-'))];
  return proof(
    'no temporary file is left',
    left.length === 0,
    `${left.length} left${left.length > 0 ? `: ${left.slice(0, 5).join(', ')}` : ''}`,
  );
}

async function provePrivacy(db: Db, { dataDir, log }: Evidence): Promise<Proof[]> {
  const has = (text: string) => SECRETS.some((secret) => text.includes(secret));
  const names = filesIn(dataDir).filter(has);
  const tables = ['instance', 'study', 'series', 'truth', 'mask', 'outbox', 'registration', 'idempotent_request'];
  let rows = 0;
  for (const table of tables) rows += await rowsWithSecrets(db, table);
  return [
    proof('nothing private in the log', !has(log), `${log.length} characters read`),
    proof('nothing private in file names', names.length === 0, `${names.length} found`),
    proof('nothing private in rows', rows === 0, `${rows} found`),
  ];
}

/** Labels are left out: a changed file may have any text in their place. */
async function rowsWithSecrets(db: Db, table: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select (xpath('/row/n/text()', query_to_xml(format(
      'select count(*) as n from %I t where (to_jsonb(t) - ''scanner'' - ''department'' - ''site'')::text ~ %L',
      ${table}::text, ${SECRETS.join('|').replaceAll('^', '\\^')}::text), false, true, '')))[1]::text::int as n`;
  return row?.n ?? 0;
}

function filesIn(folder: string, wanted: (path: string) => boolean = () => true): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && wanted(join(entry.parentPath, entry.name)))
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
