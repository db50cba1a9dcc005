import { createHash } from 'node:crypto';

/** What the first record calls the hash before it. */
export const GENESIS = '0'.repeat(64);

/** A record of the audit trail as it is stored. `at`: ISO 8601 with milliseconds; hashes: sha256, lower-case hex. */
export type ChainedRecord = {
  seq: number;
  at: string;
  kind: string;
  actor: string;
  subjects: readonly string[];
  /** Canonical JSON of {actor, at, body, kind, subjects}: what is hashed. */
  content: string;
  previous: string;
  hash: string;
};

/** A place in the chain. */
export type ChainPlace = { seq: number; hash: string };

/** The hash of a record; the rule is that of `append_trail` in the database. */
export const hashOf = (seq: number, previous: string, content: string): string =>
  createHash('sha256').update(`sightline-trail-1\n${seq}\n${previous}\n${content}`).digest('hex');
