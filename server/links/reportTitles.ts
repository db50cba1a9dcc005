import { db as processDb } from '@/server/db/client';
import type { LinkSubject } from './linkPolicy';

/** Titles of the reports that subjects are about, by their ids; reports that are gone are left out. */
export async function reportTitles(subjects: readonly LinkSubject[]): Promise<Map<string, string>> {
  const ids = new Set(subjects.flatMap((subject) => (subject.scope === 'report' ? [subject.reportId] : [])));
  if (ids.size === 0) return new Map();
  const rows = await processDb().report.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, title: true },
  });
  return new Map(rows.map(({ id, title }) => [id, title]));
}
