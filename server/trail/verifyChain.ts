import { isDeepStrictEqual } from 'node:util';
import { type ChainedRecord, type ChainPlace, GENESIS, hashOf } from './chain';

/**
 * `changed`: a record's content, column or hash is not what was written; `broken`: it does not continue the record
 * before it; `removed`: numbers are missing; `misplaced`: one comes twice or out of order (inserted, reordered);
 * `truncated`: the trail ends before a checkpoint, or before its own head; `forged`: hashes agree among themselves, but
 * a checkpoint has another one; `signature`: a checkpoint is not signed by a known key.
 */
export type FaultKind = 'changed' | 'broken' | 'removed' | 'misplaced' | 'truncated' | 'forged' | 'signature';

/** What is wrong, and from which sequence number to which. */
export type Fault = { kind: FaultKind; from: number; to: number; detail: string };

/** A place that the chain must have gone through, and who says so, as in `checkpoint of 2026-01-01T00:00:00.000Z`. */
export type Witness = ChainPlace & { source: string };

export type ChainVerdict = {
  records: number;
  first: ChainPlace | null;
  last: ChainPlace | null;
  /** Witnesses that were met and agree. */
  agreed: number;
  /** The first `MOST_FAULTS`. */
  faults: Fault[];
  faultCount: number;
};

/** Faults that are kept with their place; more are counted. */
export const MOST_FAULTS = 200;

export type ChainCheck = { add: (record: ChainedRecord) => void; end: () => ChainVerdict };

/**
 * Verifies records as they come. `start`: the place before the first; of a part of a trail its first record says what
 * that is, so only witnesses can tell whether it is true.
 */
export function openChainCheck(witnesses: readonly Witness[], start: ChainPlace | null = null): ChainCheck {
  const faults: Fault[] = [];
  let faultCount = 0;
  let before: ChainPlace | null = start;
  let first: ChainPlace | null = null;
  let records = 0;
  let agreed = 0;
  let trusted = start?.seq ?? 0;
  const due = [...witnesses].sort((a, b) => a.seq - b.seq);
  const note = (kind: FaultKind, from: number, to: number, detail: string): void => {
    faultCount += 1;
    if (faults.length < MOST_FAULTS) faults.push({ kind, from, to, detail });
  };
  /** Judges the witnesses of places up to `place`, the last one that the chain reached. */
  const hear = ({ seq, hash }: ChainPlace): void => {
    for (let witness = due[0]; witness !== undefined && witness.seq <= seq; witness = due[0]) {
      due.shift();
      if (witness.seq < seq) continue; // Of a record that is not there, which was noted as removed.
      if (witness.hash === hash) {
        agreed += 1;
        trusted = seq;
      } else note('forged', trusted + 1, seq, `the ${witness.source} has another hash at ${seq}`);
    }
  };
  return {
    add(record) {
      const { seq, previous, hash } = record;
      records += 1;
      const last = before ?? { seq: seq - 1, hash: previous };
      if (before === null && due[0]?.seq === last.seq) hear(last);
      if (seq <= last.seq) return note('misplaced', seq, seq, `comes after ${last.seq}: inserted or moved`);
      if (seq > last.seq + 1) note('removed', last.seq + 1, seq - 1, 'not there');
      else if (previous !== last.hash) note('broken', seq, seq, `does not continue the hash of ${last.seq}`);
      for (const detail of changesOf(record)) note('changed', seq, seq, detail);
      before = { seq, hash };
      first ??= before;
      hear(before);
    },
    end() {
      const last = before?.seq ?? 0;
      for (const { seq, source } of due) note('truncated', last + 1, seq, `the ${source} knows records up to ${seq}`);
      return { records, first, last: first === null ? null : before, agreed, faults, faultCount };
    },
  };
}

/** What of one record is not as it was written. */
function changesOf({ seq, previous, hash, content, ...columns }: ChainedRecord): string[] {
  const found: string[] = [];
  if (hashOf(seq, previous, content) !== hash) found.push('content or hash is not what was written');
  const said = parsed(content);
  if (said === null) return [...found, 'content is no JSON object'];
  for (const name of ['at', 'kind', 'actor', 'subjects'] as const)
    if (!isDeepStrictEqual(said[name], columns[name])) found.push(`${name} is not what the content says`);
  return found;
}

function parsed(content: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The place before the first record of a whole trail. */
export const START: ChainPlace = { seq: 0, hash: GENESIS };
