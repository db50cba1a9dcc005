import type { Db } from '@/server/db/client';
import type { KeyedHash } from '@/server/ingest/keyedHash';
import type { NumberedLine } from '@/server/ingest/predictions/preparedLine';
import type { Rejection } from '@/server/ingest/predictions/rejection';
import { type BatchOutcome, writeBatch } from '@/server/ingest/predictions/writeBatch';
import { type ExternalManifest, externalManifest } from '@/server/model/manifest';
import type { FileStore } from '@/server/store/fileStore';
import {
  advanceImport,
  beginImport,
  finishImport,
  type ImportRun,
  importKey,
  type Progress,
  sha256OfFile,
} from './importRun';
import type { Mapping } from './mapping';
import { openTable } from './openTable';
import { type Item, readItems } from './readItems';
import { openRejectsFile, type RejectsFile } from './rejectsFile';

/** Rows in one transaction. */
const BATCH = 512;

export type ImportContext = {
  db: Db;
  store: Pick<FileStore, 'put' | 'has'>;
  hash: KeyedHash;
  now: () => Date;
  /** Told after each batch; `read` is how much of the file was, 0 to 1. */
  progress?: (progress: Progress, read: number) => void;
  /** Ends the import after the batch that is being written, as a signal asks for. */
  stopped?: () => boolean;
};

export type ImportAnswer = ImportRun & {
  /** It was done before: nothing was read. */
  before: boolean;
  /** Where rejected rows are told of; null without any. */
  rejects: string | null;
  results: number;
};

/**
 * Reads a file of predictions and truths into the database, a batch in a transaction that also says how far it is: the
 * same call goes on where a broken one stopped, and nothing comes twice. Rows that cannot be taken are written to a
 * file beside it.
 */
export async function importFile(
  context: ImportContext,
  file: string,
  mapping: Mapping | null,
  again = false,
): Promise<ImportAnswer> {
  const { db, now } = context;
  const table = await openTable(file);
  const fileSha256 = await sha256OfFile(file);
  const wanted = { key: importKey(fileSha256, mapping), fileSha256, format: table.format, mapping };
  const run = await beginImport(db, wanted, again, now());
  if (run.status === 'done') return { ...run, before: true, rejects: null, results: 0 };
  let lastLine = 0;
  const rejects = openRejectsFile(file, mapping, () => lastLine);
  const at = { ...run, results: 0 };
  try {
    let writing = Promise.resolve();
    let batch: Item[] = [];
    const flush = async (): Promise<void> => {
      await writing;
      const full = batch;
      batch = [];
      writing = write(context, manifestsOf(mapping), rejects, at, full).then(() =>
        context.progress?.(at, table.progress()),
      );
      // It is awaited later; until then its failure is nobody's.
      writing.catch(() => undefined);
    };
    const items = readItems(table.rows(), mapping, run.lines, (line) => {
      lastLine = line;
    });
    for await (const item of items) {
      if (batch.push(item) >= BATCH) await flush();
      if (context.stopped?.() === true) break;
    }
    if (context.stopped?.() !== true) await flush();
    await writing;
    if (context.stopped?.() === true) return { ...at, before: false, rejects: null };
    await finishImport(db, run.id, at.lines, now());
    return { ...at, status: 'done', before: false, rejects: at.rejected > 0 ? rejects.path : null };
  } finally {
    rejects.close();
  }
}

function manifestsOf(mapping: Mapping | null): Map<string, ExternalManifest> {
  if (mapping === null) return new Map();
  const [name, version] = mapping.model.split('@');
  const { findings, trainedOn } = mapping;
  return new Map([[mapping.model, externalManifest.parse({ name, version, findings, trainedOn })]]);
}

type Numbers = ImportRun & { results: number };

/** Writes one batch and moves `at` on, in place. */
async function write(
  { progress: _, stopped: _s, ...context }: ImportContext,
  manifests: ReadonlyMap<string, ExternalManifest>,
  rejects: RejectsFile,
  at: Numbers,
  items: readonly Item[],
): Promise<void> {
  const last = items.at(-1);
  if (last === undefined) return;
  const lines: NumberedLine[] = [];
  const refused: Rejection[] = [];
  for (const item of items) {
    if ('prediction' in item) lines.push(item);
    else refused.push(item.rejection);
  }
  const after = (outcome: BatchOutcome): Progress => ({
    lines: last.end,
    accepted: at.accepted + outcome.accepted,
    unchanged: at.unchanged + outcome.unchanged,
    rejected: at.rejected + outcome.rejections.length + refused.length,
  });
  const outcome = await writeBatch(
    {
      ...context,
      manifests,
      importId: at.id,
      written: async (tx, written) => {
        rejects.write([...refused, ...written.rejections].toSorted((a, b) => a.line - b.line));
        await advanceImport(tx, at.id, at.lines, after(written), context.now());
      },
    },
    lines,
  );
  rejects.settle();
  Object.assign(at, after(outcome), { results: at.results + outcome.results });
}
