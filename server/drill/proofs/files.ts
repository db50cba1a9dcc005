import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openDb } from '@/server/db/client';
import type { Outcome } from '@/server/drill/feed';
import type { Subject } from '@/server/drill/subject';
import { type Swept, sweepStore } from '@/server/ingest/sweepStore';
import { openFileStore, sha256Of } from '@/server/store/fileStore';
import type { Proof } from './proof';

/** Files that rows need. Those of refused registrations are not. */
const NEEDED = `
  select file_sha256 as sha256 from instance union select sha256 from mask
  union select sha256 from lesion where sha256 is not null
  union select picture_sha256 from edit where picture_sha256 is not null union select sha256 from model_version
  union select sha256 from registration where status <> 'refused'`;

type Kept = { stored: Map<string, string>; temporary: number };

/** What lies in the store: path by hash, and how many half-written files. */
function look(folder: string): Kept {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const whole = paths.filter((path) => !path.startsWith('tmp'));
  return {
    stored: new Map(whole.map((path) => [path.split('/').at(-1) ?? '', path])),
    temporary: paths.length - whole.length,
  };
}

/** The nightly sweep of the worker, without its grace of an hour: the load is over. */
async function sweep(subject: Subject, folder: string): Promise<Swept> {
  const db = openDb(subject.databaseUrl(), 'sightline-drill');
  try {
    return await sweepStore({ db, store: openFileStore(folder) }, Date.now());
  } finally {
    await db.$disconnect();
  }
}

/**
 * Every file that a row needs is there and whole, and after the sweep there is no other, nor a half-written one. How
 * many the sweep found is told.
 */
export async function proveFiles(subject: Subject, outcomes: readonly Outcome[]): Promise<Proof[]> {
  const folder = join(subject.dataDir, 'store');
  const swept = await sweep(subject, folder);
  const { stored, temporary } = look(folder);
  const needed = new Set((await subject.query<{ sha256: string }>(NEEDED)).map(({ sha256 }) => sha256));
  const loose = new Set(
    (await subject.query<{ sha256: string }>('select sha256 from loose_file')).map(({ sha256 }) => sha256),
  );
  const spoiledIds = outcomes.filter(({ way }) => way === 'spoiled').flatMap(({ ids }) => ids);
  const spoiled = new Set(
    (
      await subject.query<{ sha256: string }>('select file_sha256 as sha256 from instance where id = any($1::uuid[])', [
        spoiledIds,
      ])
    ).map(({ sha256 }) => sha256),
  );
  const orphans = [...stored.keys()].filter((sha256) => !needed.has(sha256) && !loose.has(sha256));
  const missing = [...needed].filter((sha256) => !stored.has(sha256) && !spoiled.has(sha256));
  const damaged = [...stored].filter(
    ([sha256, path]) => !spoiled.has(sha256) && sha256Of(readFileSync(join(folder, path))) !== sha256,
  );
  return [
    {
      claim: 'Every file that a row needs is there and whole',
      holds: needed.size > 0 && missing.length === 0 && damaged.length === 0,
      found: `${needed.size} needed, ${missing.length} missing, ${damaged.length} damaged (beside the ${spoiled.size} spoiled on purpose)`,
    },
    {
      claim: 'After the sweep no file is left that nobody needs, and nothing half-written',
      holds: orphans.length === 0 && temporary === 0,
      found: `${stored.size} files, ${orphans.length} orphans, ${temporary} half-written; before the sweep ${swept.files} and ${swept.halfWritten}`,
    },
  ];
}
