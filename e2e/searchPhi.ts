import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { PLANTED } from './plantedPhi';

// A search for planted values wherever the product keeps or shows something, in the forms that bytes take on the way.

/** What was looked through, and where a value was found. */
export type Search = { looked: Map<string, { pieces: number; bytes: number }>; found: string[] };

export const newSearch = (): Search => ({ looked: new Map(), found: [] });

/** A planted value as UTF-8, Latin-1 and UTF-16, and as hex and base64 of each, which is how dumps print bytes. */
const FORMS = Object.entries(PLANTED).flatMap(([name, value]) =>
  (['utf8', 'latin1', 'utf16le'] as const).flatMap((encoding) => {
    const bytes = Buffer.from(value, encoding);
    return [
      { name, form: encoding, bytes },
      { name, form: `${encoding} as hex`, bytes: Buffer.from(bytes.toString('hex')) },
      // The first and last characters depend on what stands around.
      { name, form: `${encoding} as base64`, bytes: Buffer.from(bytes.toString('base64').slice(0, -4)) },
      { name, form: `${encoding} in a URL`, bytes: Buffer.from(encodeURIComponent(value)) },
    ];
  }),
);

export const FORM_COUNT = FORMS.length;

/** Looks through one piece of `place`; letters of either case count. */
export function look(search: Search, place: string, piece: Buffer | string, where = ''): void {
  const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
  const seen = search.looked.get(place) ?? { pieces: 0, bytes: 0 };
  search.looked.set(place, { pieces: seen.pieces + 1, bytes: seen.bytes + bytes.length });
  const lower = lowered(bytes);
  for (const { name, form, bytes: needle } of FORMS)
    if (holds(lower, lowered(needle))) search.found.push(`${name} (${form}) in ${place} ${where}`.trim());
}

/** Digits count only as a number of their own: eight of them stand by chance in every long table. */
function holds(bytes: Buffer, needle: Buffer): boolean {
  const digits = /^\d+$/.test(needle.toString('latin1'));
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
    if (!digits || !(isDigit(bytes[at - 1]) || isDigit(bytes[at + needle.length]))) return true;
  return false;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

const lowered = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1');

/** Every file below a folder, and what gzip hides in it. `skip`: names of folders that are not looked into. */
export function lookInFiles(search: Search, place: string, folder: string, skip: readonly string[] = []): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (skip.some((name) => path.includes(`/${name}/`)) || !statSync(path, { throwIfNoEntry: false })?.isFile())
      continue;
    const bytes = readFileSync(path);
    look(search, place, bytes, path.slice(folder.length));
    look(search, `${place}: names`, path.slice(folder.length));
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) look(search, `${place}: unpacked`, gunzipSync(bytes), path);
  }
}

/** Every row of every table of every schema, the queue's and the catalogue's statistics too, as text. */
export async function lookInDatabase(search: Search, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname not in ('information_schema', 'pg_toast')
         and (n.nspname <> 'pg_catalog' or c.relname = 'pg_statistic')`,
    );
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      look(search, 'database dump', rows.map(({ line }) => line).join('\n'), name);
    }
  } finally {
    await client.end();
  }
}

/** The search in words: what was looked for, where, how much. */
export function told({ looked, found }: Search): string {
  const places = [...looked].map(([place, { pieces, bytes }]) => `  ${place}: ${pieces} pieces, ${bytes} bytes`);
  return [
    `searched for ${Object.keys(PLANTED).length} planted values (${Object.keys(PLANTED).join(', ')}) in ${FORM_COUNT} forms:`,
    ...places,
    `found: ${found.length}`,
  ].join('\n');
}
