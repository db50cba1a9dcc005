import type { Db } from '@/server/db/client';
import type { KeyedHash } from './keyedHash';
import { nameTruths } from './nameTruths';
import type { Line } from './predictions/readLines';
import { invalidLine, type Rejection } from './predictions/rejection';
import { addRejections, answerOf, emptySummary, type Summary } from './predictions/summary';
import { recordKnownTruths, recordTruths, unknownInstances } from './recordTruths';
import { type TruthLine, truthLine } from './truthLine';

/** Lines in one transaction. */
const BATCH = 1_000;

export const LONGEST_TRUTH = 10_000;

/** `by`: who sends, as the audit trail names them. */
type Context = { db: Db; hash: KeyedHash; now: () => Date; by?: string };
type Numbered = { line: number; truth: TruthLine };

/** Records labels; all or none. @throws AppError for an unknown instance */
export async function receiveTruthList({ db, hash, now, by }: Context, lines: readonly TruthLine[]) {
  const named = await nameTruths(db, hash, lines);
  const unknown = named.flatMap((truth, index) => (truth === null ? [index] : []));
  if (unknown.length > 0) throw unknownInstances(unknown, 'externalId');
  return recordTruths(
    db,
    named.flatMap((truth) => truth ?? []),
    now(),
    by,
  );
}

/** Records labels as they come, a batch in a transaction; a line that cannot be taken rejects itself. */
export async function receiveTruthLines(context: Context, lines: AsyncIterable<Line>): Promise<Summary> {
  const summary = emptySummary();
  let batch: Numbered[] = [];
  const flush = async (): Promise<void> => {
    const { recorded, unchanged, rejections } = await write(context, batch);
    summary.accepted += recorded;
    summary.unchanged += unchanged;
    addRejections(summary, rejections);
    batch = [];
  };
  for await (const line of lines) {
    const parsed = parse(line);
    if ('code' in parsed) addRejections(summary, [parsed]);
    else if (batch.push(parsed) >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  return answerOf(summary);
}

async function write({ db, hash, now, by }: Context, batch: readonly Numbered[]) {
  const named = await nameTruths(
    db,
    hash,
    batch.map(({ truth }) => truth),
  );
  const known = named.flatMap((truth, index) => (truth === null ? [] : [{ truth, line: batch[index]?.line ?? 0 }]));
  const { unknown, recorded } = await recordKnownTruths(
    db,
    known.map(({ truth }) => truth),
    now(),
    by,
  );
  const lost = [
    ...named.flatMap((truth, index) => (truth === null ? [batch[index]?.line ?? 0] : [])),
    ...unknown.map((index) => known[index]?.line ?? 0),
  ].sort((a, b) => a - b);
  const rejections = lost.map(
    (line): Rejection => ({ line, path: 'instance', detail: 'no such instance', code: 'not-found' }),
  );
  // A label that another line of the batch overrules is as good as unchanged.
  return { recorded, unchanged: batch.length - lost.length - recorded, rejections };
}

function parse({ line, text }: Line): Numbered | Rejection {
  if (text === null) return { line, path: '', detail: `longer than ${LONGEST_TRUTH / 1e3} kB`, code: 'too-large' };
  try {
    const truth = truthLine.safeParse(JSON.parse(text));
    return truth.success ? { line, truth: truth.data } : invalidLine(line, truth.error);
  } catch {
    return { line, path: '', detail: 'not JSON', code: 'bad-request' };
  }
}
