import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type pg from 'pg';
import { type BackupTable, ident, JOB_COLUMNS } from './contents';
import { copyOut } from './copy';

const compress = promisify(gzip);

/** Rows are gathered up to this many bytes for each entry, since an entry has to say its size before its bytes. */
const PIECE_BYTES = 16e6;

type Add = (name: string, bytes: Buffer) => Promise<void>;

/** Writes the rows of a table as `tables/<name>/00000.gz` …; answers their number. */
export function writeTable(client: pg.Client, { name, columns }: BackupTable, add: Add): Promise<number> {
  return writeRows(client, `select ${columns.map(ident).join(', ')} from public.${ident(name)}`, `tables/${name}`, add);
}

/** Writes the jobs of the queue by the names of their tasks: numbers and locks belong to this installation alone. */
export function writeQueue(client: pg.Client, add: Add): Promise<number> {
  const columns = JOB_COLUMNS.map((column) => (column === 'identifier' ? 't.identifier' : `j.${ident(column)}`));
  return writeRows(
    client,
    `select ${columns.join(', ')} from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id`,
    'queue',
    add,
  );
}

async function writeRows(client: pg.Client, query: string, folder: string, add: Add): Promise<number> {
  const { chunks, rows } = copyOut(client, `copy (${query}) to stdout`);
  let pieces = 0;
  let gathered: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    if (bytes === 0) return;
    await add(
      `${folder}/${String(pieces++).padStart(5, '0')}.gz`,
      await compress(Buffer.concat(gathered), { level: 3 }),
    );
    gathered = [];
    bytes = 0;
  };
  for await (const chunk of chunks) {
    gathered.push(chunk);
    bytes += chunk.length;
    if (bytes >= PIECE_BYTES) await flush();
  }
  await flush();
  return rows;
}
