import { z } from 'zod';
import type { Report } from '@/server/db/generated/client';
import { problemSchema } from '@/server/problem/problemBody';
import { REPORT_KINDS } from './content/reportContent';

const instant = z.iso.datetime();

export const REPORT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/** Where a report stands. Hashes, `trail` and the files are there once it is `done`. */
export const reportState = z.object({
  id: z.uuid(),
  kind: z.enum(REPORT_KINDS),
  title: z.string(),
  /** null: of all versions that were live or candidates, or of one that is gone. */
  versionId: z.uuid().nullable(),
  /** Half open, UTC; null: the whole time. */
  period: z.object({ from: instant, to: instant }).nullable(),
  status: z.enum(REPORT_STATES),
  done: z.int(),
  total: z.int().nullable(),
  contentSha256: z.string().nullable(),
  pageSha256: z.string().nullable(),
  pdfSha256: z.string().nullable(),
  trail: z.object({ seq: z.string(), hash: z.string() }).nullable(),
  problem: problemSchema.nullable(),
  askedBy: z.string(),
  askedAt: instant,
  finishedAt: instant.nullable(),
});
export type ReportState = z.infer<typeof reportState>;

/** All columns but the content, which is large. */
export type ReportRow = Omit<Report, 'content'>;

export function reportStateOf(row: ReportRow): ReportState {
  const { id, title, versionId, from, to, done, total, trailSeq, trailHash } = row;
  return {
    ...{ id, title, versionId, done, total },
    kind: z.enum(REPORT_KINDS).parse(row.kind),
    status: z.enum(REPORT_STATES).parse(row.status),
    period: from === null || to === null ? null : { from: from.toISOString(), to: to.toISOString() },
    ...{ contentSha256: row.contentSha256, pageSha256: row.pageSha256, pdfSha256: row.pdfSha256 },
    trail: trailSeq === null || trailHash === null ? null : { seq: trailSeq.toString(), hash: trailHash },
    problem: problemSchema.nullable().parse(row.problem),
    ...{ askedBy: row.askedBy, askedAt: row.askedAt.toISOString() },
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
