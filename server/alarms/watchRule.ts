import { setImmediate } from 'node:timers/promises';
import type { Db } from '@/server/db/client';
import { alarmFigures, figuresOf } from './alarmFigures';
import { endAlarm, raiseAlarm } from './changeAlarm';
import { dayAt, indexOfDay } from './days';
import { type Episode, episodes, type Standing } from './episodes';
import { seriesFor } from './seriesFor';
import type { StoredRule } from './storedRule';
import { dateOf, ruleOf, type Watched, watchedOf } from './watched';

export type Watch = { raised: number; ended: number };

/**
 * Looks at every sequence of a rule from the first day that was counted anew since it was last looked at: raises alarms,
 * and ends those that are back. Doing so again changes nothing: an alarm is one of its rule, finding, site, view and day,
 * and a sequence has one open alarm at most.
 */
export async function watchRule(db: Db, rule: StoredRule, now: Date): Promise<Watch> {
  const findingIds = rule.findings.map(({ id }) => id);
  const all = await seriesFor(db, rule.statistic, rule.parameters, { findingIds, since: rule.evaluatedAt });
  const { watched, alpha } = watchedOf(all, rule.parameters);
  const latest = await latestAlarms(db, rule.id);
  const watch = { raised: 0, ended: 0 };
  for (const one of watched) {
    if (alpha === null || one.series.changed === null) continue;
    // The worker answers for its lease and its other jobs between two sequences.
    await setImmediate();
    const before = latest.get(keyOf(one.series));
    const found = episodes(one.days, ruleOf(one, alpha, rule.parameters), standingOf(one, before));
    for (const episode of found) await write(db, { rule, one, alpha, before, now }, episode, watch);
  }
  await db.alarmRule.updateMany({ where: { id: rule.id, changedAt: rule.changedAt }, data: { evaluatedAt: now } });
  return watch;
}

type Latest = { id: string; day: Date; endedDay: Date | null };
type At = { rule: StoredRule; one: Watched; alpha: number; before: Latest | undefined; now: Date };

const keyOf = (at: { findingId: number; site: string; viewPosition: string }): string =>
  JSON.stringify([at.findingId, at.site, at.viewPosition]);

/** The newest alarm of each sequence. */
async function latestAlarms(db: Db, ruleId: string): Promise<Map<string, Latest>> {
  const rows = await db.alarm.findMany({ where: { ruleId }, orderBy: { day: 'asc' } });
  return new Map(
    rows.map((row) => {
      const { endedDay } = alarmFigures.parse(row.figures);
      const ended = row.endedAt === null ? null : endedDay === null ? row.endedAt : dateOf(endedDay);
      return [keyOf(row), { id: row.id, day: row.day, endedDay: ended }];
    }),
  );
}

function standingOf({ series, from }: Watched, before: Latest | undefined): Standing {
  const look = Math.max(0, (series.changed ?? 0) - from);
  if (before === undefined) return { restart: 0, look, open: null };
  const index = (day: Date): number => indexOfDay(series.first, day) - from;
  if (before.endedDay !== null) return { restart: Math.max(0, index(before.endedDay) + 1), look, open: null };
  const open = index(before.day);
  return { restart: 0, look: Math.max(look, open + 1), open };
}

async function write(db: Db, at: At, episode: Episode, watch: Watch): Promise<void> {
  const { rule, one, alpha, before, now } = at;
  const dayOf = (index: number): Date => dayAt(one.series.first, index + one.from);
  const endedDay = episode.ended === null ? null : dayOf(episode.ended);
  const wasOpen =
    before !== undefined && before.endedDay === null && before.day.getTime() === dayOf(episode.day).getTime();
  if (wasOpen) {
    if (endedDay !== null && (await endAlarm(db, before.id, endedDay, now))) watch.ended += 1;
    return;
  }
  const { series } = one;
  const raised = await raiseAlarm(db, {
    ...{ rule, findingId: series.findingId, finding: series.finding, site: series.site },
    ...{ viewPosition: series.viewPosition, since: dayOf(episode.start), day: dayOf(episode.day) },
    ...{ side: episode.side, figures: figuresOf(episode, one, alpha, rule.parameters), endedDay, now },
  });
  if (raised) watch.raised += 1;
}
