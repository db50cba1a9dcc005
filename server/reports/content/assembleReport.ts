import type { Db } from '@/server/db/client';
import { frameworksOf } from '@/server/reports/mapping/frameworksOf';
import { DEFINITIONS } from './definitions';
import { filterOf, type ReportPeriod } from './period';
import { readAlarms } from './readAlarms';
import { readDecisions } from './readDecisions';
import { readGaps, readTrail } from './readRecords';
import { readReviews } from './readReviews';
import { readVersion } from './readVersion';
import { REPORT_VERSION, type ReportContent, type ReportFacts, type ReportKind } from './reportContent';
import { LEAST_CASES } from './suppress';
import type { VersionContent } from './versionContent';

/** What a report is about. `models`: `name@version`, or ids. */
export type ReportSubject = { kind: ReportKind; title: string; models: readonly string[]; period: ReportPeriod };

/** `report`: after each finding, of how many. */
export type Assembling = { db: Db; asOf: Date; report: (done: number, total: number) => void };

/**
 * Reads all that a report says. Figures grow while it is read, each by itself consistent.
 * @throws AppError not-found for a version that is not there
 */
export async function assembleReport(subject: ReportSubject, { db, asOf, report }: Assembling): Promise<ReportContent> {
  const { kind, title, models, period } = subject;
  const total = await db.finding.count({ where: { version: { id: { in: [...models] } } } });
  let done = 0;
  const step = () => report(++done, Math.max(total, done));
  report(0, total);
  const versions: VersionContent[] = [];
  for (const model of models) versions.push(await readVersion(model, { period: filterOf(period), step }));
  const ids = versions.map(({ versionId }) => versionId);
  const scopes = [...new Set(versions.map(({ scope }) => scope))];
  const [reviews, alarms, decisions, gaps] = await Promise.all([
    readReviews(db, ids, period),
    readAlarms(db, ids, period),
    readDecisions(db, ids, period),
    readGaps(db, period, scopes),
  ]);
  const facts: ReportFacts = {
    ...{ reportVersion: REPORT_VERSION, kind, title, asOf: asOf.toISOString(), least: LEAST_CASES },
    period: period && { from: period.from.toISOString(), to: period.to.toISOString() },
    ...{ versions, reviews, alarms, decisions, gaps, definitions: DEFINITIONS },
    // Last: what was read before is in the trail by then.
    trail: await readTrail(db, period),
  };
  return { ...facts, frameworks: frameworksOf(facts) };
}
