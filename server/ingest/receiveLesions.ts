import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import type { KeyedHash } from './keyedHash';
import { type LesionLine, lesionLine } from './lesionLine';
import { nameInstances } from './nameInstances';
import type { Line } from './predictions/readLines';
import { invalidLine, type Rejection } from './predictions/rejection';
import { addRejections, answerOf, emptySummary, type Summary } from './predictions/summary';
import { type NamedLesion, type RecordedLesions, type RefusedLesion, recordLesions } from './recordLesions';

/** Lines in one transaction. */
const BATCH = 200;

/** Characters of a line: most of it may be a mask. */
export const LONGEST_LESION = 750_000;

/** `by`: who sends, as the audit trail names them. */
type Context = { db: Db; store: FileStore; hash: KeyedHash; now: () => Date; by?: string };
type Numbered = { line: number; lesion: LesionLine };

/** Records lesions; all or none. @throws AppError for an unknown instance, or a mask that cannot be read */
export async function receiveLesionList(context: Context, lines: readonly LesionLine[]): Promise<RecordedLesions> {
  return recordLesions(context, await nameLesions(context, lines), (refused) => {
    const [first] = refused;
    if (first === undefined) return;
    const errors = refused.map(({ index, problem }) => ({
      path: `lesions.${index}${problem.code === 'not-found' ? '' : '.mask'}`,
      detail: problem.message,
    }));
    const code = first.problem.code === 'not-found' ? 'invalid-field' : first.problem.code;
    const detail = `${errors.length} lesions cannot be taken; nothing was recorded`;
    throw new AppError(code, detail, { errors: errors.slice(0, 100) });
  });
}

/** Records lesions as they come, a batch in a transaction; a line that cannot be taken rejects itself. */
export async function receiveLesionLines(context: Context, lines: AsyncIterable<Line>): Promise<Summary> {
  const summary = emptySummary();
  let batch: Numbered[] = [];
  const flush = async (): Promise<void> => {
    const rejections = await record(context, batch);
    summary.accepted += batch.length - rejections.length;
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

async function record(context: Context, batch: readonly Numbered[]): Promise<Rejection[]> {
  const rejections: Rejection[] = [];
  const reject = ({ index, problem }: RefusedLesion): void => {
    const path = problem.code === 'not-found' ? 'instance' : 'mask';
    rejections.push({ line: batch[index]?.line ?? 0, path, detail: problem.message, code: problem.code });
  };
  const lines = batch.map(({ lesion }) => lesion);
  await recordLesions(context, await nameLesions(context, lines), (refused) => refused.forEach(reject));
  return rejections;
}

async function nameLesions({ db, hash }: Context, lines: readonly LesionLine[]): Promise<NamedLesion[]> {
  const ids = await nameInstances(db, hash, lines);
  return lines.map(({ finding, source, boxes, mask }, index) => {
    const given = mask !== undefined ? { png: Buffer.from(mask, 'base64') } : boxes == null ? null : { boxes };
    return { instanceId: ids[index] ?? null, finding, source, given };
  });
}

function parse({ line, text }: Line): Numbered | Rejection {
  if (text === null) return { line, path: '', detail: `longer than ${LONGEST_LESION / 1e3} kB`, code: 'too-large' };
  try {
    const lesion = lesionLine.safeParse(JSON.parse(text));
    return lesion.success ? { line, lesion: lesion.data } : invalidLine(line, lesion.error);
  } catch {
    return { line, path: '', detail: 'not JSON', code: 'bad-request' };
  }
}
