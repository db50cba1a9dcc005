import type { Db } from '@/server/db/client';
import { isClassifier } from '@/server/db/isClassifier';
import { appendEvents } from '@/server/live/outbox';
import { refreshDays } from './refreshDays';
import { RULE_INCLUDE, type StoredRule, storedRule } from './storedRule';
import { type Watch, watchRule } from './watchRule';

type Asked = { whole?: boolean | undefined; versionId?: string | undefined };

/**
 * Counts the days of versions that have rules, or had them counted before, and looks at every rule that is on. One after
 * the other; what was done stays when a later one fails.
 */
export async function watchAlarms(db: Db, { whole = false, versionId }: Asked, now: Date): Promise<Watch> {
  const rows = await db.alarmRule.findMany({
    where: { enabled: true, deletedAt: null, ...(versionId !== undefined && { versionId }) },
    include: RULE_INCLUDE,
  });
  const rules = rows.map(storedRule);
  const counted = await db.modelVersion.findMany({
    where: { ...isClassifier, findings: { some: { alarmDays: { some: {} } } } },
    select: { id: true },
  });
  const versions = new Set([...rules.map((rule) => rule.versionId), ...(whole ? counted.map(({ id }) => id) : [])]);
  const watch = { raised: 0, ended: 0 };
  for (const id of versionId === undefined ? versions : [versionId]) {
    const own = rules.filter((rule) => rule.versionId === id);
    await refreshDays(db, id, whole ? null : sinceOf(own), now);
    for (const rule of own) {
      const { raised, ended } = await watchRule(db, rule, now);
      watch.raised += raised;
      watch.ended += ended;
    }
  }
  // Who waits for the days of a version to be counted is told, also when nothing was raised.
  if (versionId !== undefined) {
    await db.$transaction((tx) => appendEvents(tx, [{ type: 'alarm:changed', payload: { versionId } }]));
  }
  return watch;
}

/** Since when days may have changed; null when one of the rules was never looked at. */
function sinceOf(rules: readonly StoredRule[]): Date | null {
  const times = rules.map(({ evaluatedAt }) => evaluatedAt?.getTime() ?? 0);
  const earliest = Math.min(...times);
  return times.length === 0 || earliest === 0 ? null : new Date(earliest);
}
