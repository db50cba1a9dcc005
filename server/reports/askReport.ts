import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { day } from '@/app/format/time';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { isClassifier } from '@/server/db/isClassifier';
import { versionCondition } from '@/server/db/versionCondition';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import { REPORT_KINDS, type ReportKind } from './content/reportContent';
import { type ReportState, reportStateOf } from './reportRow';

const instant = z.iso.datetime({ offset: true });

/**
 * A report to be made. A model card is of one version (`model`: `name@version` or id), without a period of its whole time;
 * an audit report is of a period, and without `model` of all versions that read in it.
 */
export const reportRequest = z
  .strictObject({
    kind: z.enum(REPORT_KINDS),
    model: z.string().min(1).max(200).optional(),
    /** Half open. Days in UTC: aggregates of the past are kept by the day, then by the month. */
    from: instant.optional(),
    to: instant.optional(),
  })
  .refine(({ kind, model }) => kind === 'audit' || model !== undefined, { path: ['model'], message: 'missing' })
  .refine(({ kind, from }) => kind === 'model-card' || from !== undefined, { path: ['from'], message: 'missing' })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['to'],
    message: 'from and to, or none',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'after from',
  })
  .refine(({ from, to }) => [from, to].every((at) => at === undefined || Date.parse(at) % 86_400_000 === 0), {
    path: ['from'],
    message: 'whole days in UTC, as 2026-11-01T00:00:00Z',
  });
export type ReportRequest = z.infer<typeof reportRequest>;

/** Puts a report in the queue. @throws AppError not-found for a version of a classifier that is not there */
export async function askReport(
  asked: ReportRequest,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<ReportState> {
  return db.$transaction((tx) => addReport(tx, asked, who, now));
}

/** The same within a transaction. */
export async function addReport(tx: Tx, asked: ReportRequest, who: string, now: Date): Promise<ReportState> {
  const version = asked.model === undefined ? null : await findVersion(tx, asked.model);
  const [from, to] = [asked.from, asked.to].map((at) => (at === undefined ? null : new Date(at)));
  const row = await tx.report.create({
    data: {
      ...{ id: randomUUID(), kind: asked.kind, status: 'waiting', askedBy: who, askedAt: now },
      ...{ versionId: version?.id ?? null, from: from ?? null, to: to ?? null },
      title: titleOf(asked.kind, version?.name ?? null, from ?? null),
    },
    omit: { content: true },
  });
  await addReportJob(tx, row.id);
  await appendEvents(tx, [{ type: 'report:changed', payload: { reportId: row.id } }]);
  return reportStateOf(row);
}

/** The key of a report's job; the queue holds one at most. */
export const reportJobKey = (id: string): string => `report:${id}`;

/** After everything that somebody waits for. */
export const addReportJob = (tx: Tx, id: string, runAt?: Date): Promise<void> =>
  addJob(tx, 'make-report', { reportId: id }, { key: reportJobKey(id), priority: PRIORITY.backfill, runAt });

async function findVersion(tx: Tx, model: string): Promise<{ id: string; name: string }> {
  const row = await tx.modelVersion.findFirst({
    where: { ...isClassifier, ...versionCondition(model) },
    include: { model: true },
  });
  if (row === null) {
    throw new AppError('not-found', 'no version of a classifier has this name or id', {
      errors: [{ path: 'model', detail: 'not registered' }],
    });
  }
  return { id: row.id, name: `${row.model.name}@${row.version}` };
}

function titleOf(kind: ReportKind, model: string | null, from: Date | null): string {
  const of = model ?? 'all models';
  if (kind === 'model-card') return `Model card of ${of}`;
  return `Audit report of ${of}${from === null ? '' : `, from ${day(from.toISOString())}`}`;
}
