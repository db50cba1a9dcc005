import type { Db } from '@/server/db/client';
import type { Prisma, Report } from '@/server/db/generated/client';
import { holdFiles } from '@/server/db/lockFile';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import type { FileStore } from '@/server/store/fileStore';
import { appendTrail } from '@/server/trail/appendTrail';
import { assembleReport } from './content/assembleReport';
import { endsOf, type ReportPeriod } from './content/period';
import type { ReportContent } from './content/reportContent';
import { contentBytes, contentHash } from './contentHash';
import { renderReportPage } from './page/renderReportPage';
import { renderReportPdf } from './pdf/renderReportPdf';
import { openReportProgress, type ReportProgress } from './reportProgress';
import { reportStateOf } from './reportRow';

export type ReportContext = { db: Db; store: FileStore; now: () => Date };

/**
 * Makes the report of a row: reads its content, draws page and PDF of it, keeps all three and records their hashes in the
 * audit trail. Doing it again after a worker died begins anew; one that was stopped is left alone. `last`: the queue will
 * not try it again; `stopping`: the worker ends, and another one is to take it.
 */
export async function makeReport(
  context: ReportContext,
  id: string,
  { last, stopping }: { last: boolean; stopping?: AbortSignal },
): Promise<void> {
  const { db, now } = context;
  const startedAt = now();
  const [row] = await db.report.updateManyAndReturn({
    where: { id, status: { in: ['waiting', 'running'] } },
    data: { status: 'running', startedAt, done: 0, total: null },
  });
  if (row === undefined) return;
  const progress = openReportProgress(db, id, startedAt, stopping);
  try {
    await keep(context, row, await contentOf(context, row, progress));
  } catch (error) {
    if (progress.signal.aborted && stopping?.aborted !== true) return;
    const permanent = error instanceof AppError || error instanceof RangeError;
    if (stopping?.aborted === true || !(last || permanent)) {
      await db.report.updateMany({ where: { id, status: 'running', startedAt }, data: { status: 'waiting' } });
      throw error;
    }
    console.warn(`report ${id}: ${String(error)}`);
    await settle(context, row, { status: 'failed', problem: problemBody(error) });
  } finally {
    progress.stop();
  }
}

async function contentOf({ db, now }: ReportContext, row: Report, progress: ReportProgress): Promise<ReportContent> {
  const { kind } = reportStateOf(row);
  const period = row.from === null || row.to === null ? null : { from: row.from, to: row.to };
  const models = row.versionId === null ? await versionsThatRead(db, period) : [row.versionId];
  if (kind === 'model-card' && row.versionId === null) throw new AppError('not-found', 'the version is gone');
  return assembleReport({ kind, title: row.title, models, period }, { db, asOf: now(), report: progress.report });
}

/** Versions that are in use, and those that read something in a period; the demonstration's only where there are no others. */
async function versionsThatRead(db: Db, period: ReportPeriod): Promise<string[]> {
  const { from, to } = endsOf(period);
  const rows = await db.$queryRaw<{ id: string; demo: boolean }[]>`
    select v.id::text as id, coalesce(v.manifest ->> 'scope', 'all') = 'demo' as demo
    from model_version v join model m on m.id = v.model_id
    where v.kind in ('classifier', 'external') and (v.state in ('live', 'shadow') or exists (
      select 1 from finding f join rollup_cell c on c.finding_id = f.id
      where f.version_id = v.id and c.grain in ('hour', 'day', 'month') and c.start >= ${from} and c.start < ${to}))
    order by m.name, v.created_at`;
  const real = rows.filter(({ demo }) => !demo);
  return (real.length > 0 ? real : rows).map(({ id }) => id);
}

/** Files, row and record of the trail together, unless the row is not this run's any more. */
async function keep({ db, store, now }: ReportContext, row: Report, content: ReportContent): Promise<void> {
  const { id } = row;
  const page = Buffer.from(renderReportPage(content), 'utf8');
  const files = [contentBytes(content), page, await renderReportPdf(content)];
  const hashes = await Promise.all(files.map(async (bytes) => (await store.put(bytes)).sha256));
  const [, pageSha256 = '', pdfSha256 = ''] = hashes;
  const contentSha256 = contentHash(content);
  const { seq, hash } = content.trail;
  const kept: Prisma.InputJsonObject = JSON.parse(JSON.stringify(content));
  await db.$transaction(async (tx) => {
    await holdFiles(tx, hashes);
    // One of them may have been swept since, as no row needed it.
    for (const bytes of files) await store.put(bytes);
    const { count } = await tx.report.updateMany({
      where: { id, status: 'running', startedAt: row.startedAt },
      data: {
        ...{ status: 'done', content: kept, contentSha256, pageSha256, pdfSha256, finishedAt: now() },
        ...{ trailSeq: BigInt(seq), trailHash: hash },
      },
    });
    if (count === 0) return;
    await appendTrail(tx, [
      {
        ...{ kind: 'report:made', at: now(), actor: row.askedBy },
        subjects: [`report:${id}`, ...content.versions.map(({ versionId }) => `version:${versionId}`)],
        body: {
          kind: content.kind,
          period: content.period,
          contentSha256,
          pageSha256,
          pdfSha256,
          trail: { seq, hash },
        },
      },
    ]);
    await appendEvents(tx, [{ type: 'report:changed', payload: { reportId: id } }]);
  });
}

async function settle({ db, now }: ReportContext, row: Report, data: Prisma.ReportUpdateManyMutationInput) {
  await db.$transaction(async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { id: row.id, status: 'running', startedAt: row.startedAt },
      data: { ...data, finishedAt: now() },
    });
    if (count > 0) await appendEvents(tx, [{ type: 'report:changed', payload: { reportId: row.id } }]);
  });
}
