import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { plainText } from '@/server/problem/plainText';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';
import { type AlarmFigures, alarmFigures } from './alarmFigures';
import { dayText } from './readSeries';
import { STATISTICS, type Statistic } from './statistic';

/** `open`: those that last, the default. */
export const alarmFilter = z.object({
  state: z.enum(['open', 'ended', 'all']).default('open'),
  rule: z.uuid().optional(),
  cursor: plainText(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type AlarmFilter = z.output<typeof alarmFilter>;

export type AlarmRow = {
  id: string;
  ruleId: string;
  rule: string;
  statistic: Statistic;
  model: string;
  finding: string;
  site: string;
  viewPosition: string;
  side: 'above' | 'below';
  since: string;
  day: string;
  figures: AlarmFigures;
  raisedAt: string;
  /** When its end was seen; null while it lasts. */
  endedAt: string | null;
  incident: number | null;
};

export type AlarmPage = { rows: AlarmRow[]; total: number; nextCursor: string | null; asOf: string };

/** What `alarmRow` needs of a row. */
export const ALARM_INCLUDE = {
  rule: { include: { version: { include: { model: true } } } },
  finding: { select: { name: true } },
  incident: { select: { number: true } },
} as const;

/** One page of alarms, those raised last first. */
export async function listAlarms(
  { state, rule, cursor, limit }: AlarmFilter,
  db: Db = processDb(),
): Promise<AlarmPage> {
  const where = {
    ...(state !== 'all' && { endedAt: state === 'open' ? null : { not: null } }),
    ...(rule !== undefined && { ruleId: rule }),
  };
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const raisedAt = after === null ? null : new Date(Math.round(after.key * 1000));
  const beyond =
    after === null || raisedAt === null
      ? {}
      : { OR: [{ raisedAt: { lt: raisedAt } }, { raisedAt, id: { lt: after.id } }] };
  const [rows, total] = await Promise.all([
    db.alarm.findMany({
      where: { AND: [where, beyond] },
      include: ALARM_INCLUDE,
      orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
    db.alarm.count({ where }),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    ...{ rows: page.map(alarmRow), total },
    nextCursor: more ? encodeCursor({ key: last.raisedAt.getTime() / 1000, id: last.id }) : null,
    asOf: new Date().toISOString(),
  };
}

/** Alarms that last. */
export const countOpenAlarms = (db: Db = processDb()): Promise<number> => db.alarm.count({ where: { endedAt: null } });

type Row = {
  id: string;
  ruleId: string;
  site: string;
  viewPosition: string;
  side: string;
  since: Date;
  day: Date;
  figures: unknown;
  raisedAt: Date;
  endedAt: Date | null;
  rule: { name: string; statistic: string; version: { version: string; model: { name: string } } };
  finding: { name: string };
  incident: { number: number } | null;
};

export function alarmRow({ rule, finding, incident, ...row }: Row): AlarmRow {
  return {
    ...{ id: row.id, ruleId: row.ruleId, rule: rule.name },
    statistic: z.enum(STATISTICS).parse(rule.statistic),
    model: `${rule.version.model.name}@${rule.version.version}`,
    ...{ finding: finding.name, site: row.site, viewPosition: row.viewPosition },
    side: row.side === 'below' ? 'below' : 'above',
    ...{ since: dayText(row.since), day: dayText(row.day), figures: alarmFigures.parse(row.figures) },
    ...{ raisedAt: row.raisedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null },
    incident: incident?.number ?? null,
  };
}
