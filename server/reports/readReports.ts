import { type Db, db as processDb } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';
import type { FileStore } from '@/server/store/fileStore';
import { reportJobKey } from './askReport';
import { type ReportState, reportStateOf } from './reportRow';

export type ReportPage = { asOf: string; reports: ReportState[]; nextCursor: string | null };

/** Reports, newest first, a page at a time. @throws AppError invalid-field for a cursor that is not ours */
export async function listReports(
  { limit, cursor }: { limit: number; cursor?: string },
  db: Db = processDb(),
): Promise<ReportPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const at = after === null ? null : new Date(after.key * 1000);
  const rows = await db.report.findMany({
    ...(after !== null &&
      at !== null && { where: { OR: [{ askedAt: { lt: at } }, { askedAt: at, id: { lt: after.id } }] } }),
    omit: { content: true },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    asOf: new Date().toISOString(),
    reports: rows.slice(0, limit).map(reportStateOf),
    nextCursor: last === undefined ? null : encodeCursor({ key: last.askedAt.getTime() / 1000, id: last.id }),
  };
}

/** Where a report stands. @throws AppError not-found */
export async function getReport(id: string, db: Db = processDb()): Promise<ReportState> {
  const row = isUuid(id) ? await db.report.findUnique({ where: { id }, omit: { content: true } }) : null;
  if (row === null) throw new AppError('not-found', 'no report has this id');
  return reportStateOf(row);
}

export type ReportFile = 'content' | 'page' | 'pdf';

/** A file of a report, as it was made. @throws AppError not-found, conflict for one that is not done */
export async function readReportFile(
  id: string,
  file: ReportFile,
  { db = processDb(), store }: { db?: Db; store: FileStore },
): Promise<Buffer> {
  const { status, contentSha256, pageSha256, pdfSha256 } = await getReport(id, db);
  const hash = { content: contentSha256, page: pageSha256, pdf: pdfSha256 }[file];
  if (hash === null) throw new AppError('conflict', `the report is ${status}: it has no file yet`);
  return store.get(hash);
}

/** Stops a report that waits or runs; one that has ended is left as it is. @throws AppError not-found */
export async function cancelReport(id: string, now: Date, db: Db = processDb()): Promise<ReportState> {
  const { id: known } = await getReport(id, db);
  await db.$transaction(async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { id: known, status: { in: ['waiting', 'running'] } },
      data: { status: 'cancelled', finishedAt: now },
    });
    if (count === 0) return;
    await tx.$queryRaw`select 1 as removed from graphile_worker.remove_job(${reportJobKey(known)})`;
    await appendEvents(tx, [{ type: 'report:changed', payload: { reportId: known } }]);
  });
  return getReport(known, db);
}
