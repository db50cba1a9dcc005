import { z } from 'zod';

// What a backup holds, in this order: header.json, tables/<table>/<n>.gz (COPY's text format), queue/<n>.gz,
// store/ab/cd/<sha256>, manifest.json. The manifest comes last, so a file that ends without one is not whole.

export const FORMAT = 'sightline-backup-1';

const table = z.object({ name: z.string(), columns: z.array(z.string()).min(1) });

/** A table of the schema `public` with the columns that are copied. */
export type BackupTable = z.infer<typeof table>;

export const headerSchema = z.object({
  format: z.literal(FORMAT),
  /** ISO 8601: the moment that everything is as of. */
  asOf: z.iso.datetime(),
  /** server_version of the database that was copied. */
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** In an order in which foreign keys find what they point at. */
  tables: z.array(table),
  sequences: z.array(z.object({ name: z.string(), last: z.string() })),
});

export type BackupHeader = z.infer<typeof headerSchema>;

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** sha256 of each entry as it stands in the file, those of the store apart: their name is their sha256. */
  entries: z.record(z.string(), z.string()),
  rows: z.record(z.string(), z.number().int()),
  jobs: z.number().int(),
  store: z.object({ files: z.number().int(), bytes: z.number().int() }),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

/**
 * Rows of these are left out: whoever was signed in signs in anew, so that an old backup revives no closed session, no
 * used link and no browser that had opened one.
 */
export const LEFT_OUT = ['session', 'sign_in_token', 'verification', 'rate_limit', 'audit_link_visit'];

/** Tables that are not the product's data. */
export const NOT_DATA = ['_prisma_migrations', 'sightline_restore'];

/** Columns of a job as they are copied; a job that runs is a job that waits in the copy. */
export const JOB_COLUMNS = [
  ...['id', 'identifier', 'payload', 'priority', 'run_at', 'attempts', 'max_attempts', 'last_error', 'created_at'],
  ...['key', 'flags'],
];

export const storeEntry = (sha256: string): string => `store/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

/** `"` around a name of the database's catalogue. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;
