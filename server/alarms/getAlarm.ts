import { type Db, db as processDb } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { AppError } from '@/server/problem/appError';
import { dayAt, dayText, indexOfDay } from './days';
import { ALARM_INCLUDE, type AlarmRow, alarmRow } from './listAlarms';
import { type SequencePoint, sequencePoints } from './sequencePoints';
import { seriesFor } from './seriesFor';

/** Days that are shown before the sequence of an alarm begins, and after its end. */
const BEFORE = 60;
const AFTER = 30;

/** A point with its day, `2026-11-22`. */
export type AlarmPoint = Omit<SequencePoint, 'index'> & { day: string };

export type AlarmDetail = { alarm: AlarmRow; points: AlarmPoint[]; asOf: string };

/** An alarm with the course of its sequence, from 60 days before it began. @throws AppError not-found */
export async function getAlarm(id: string, db: Db = processDb()): Promise<AlarmDetail> {
  const row = isUuid(id) ? await db.alarm.findUnique({ where: { id }, include: ALARM_INCLUDE }) : null;
  if (row === null) throw new AppError('not-found', 'no alarm has this id');
  const alarm = alarmRow(row);
  const from = dayAt(row.since, -BEFORE);
  const all = await seriesFor(db, alarm.statistic, periodOf(alarm), { findingIds: [row.findingId], from });
  const series = all.find(({ site, viewPosition }) => site === row.site && viewPosition === row.viewPosition);
  const asOf = new Date().toISOString();
  if (series === undefined) return { alarm, points: [], asOf };
  const { endedDay } = alarm.figures;
  const last =
    endedDay === null ? series.days.length : indexOfDay(series.first, new Date(`${endedDay}T00:00:00Z`)) + AFTER;
  const points = sequencePoints(series.days.slice(0, last), indexOfDay(series.first, row.since), alarm.figures);
  return {
    ...{ alarm, asOf },
    points: points.map(({ index, ...point }) => ({ day: dayText(dayAt(series.first, index)), ...point })),
  };
}

/** The reference period; where none was kept a day, which nothing but ranks would use, and these keep theirs. */
const periodOf = ({ figures, day }: AlarmRow): { referenceFrom: string; referenceTo: string } => ({
  referenceFrom: figures.referenceFrom ?? day,
  referenceTo: figures.referenceTo ?? day,
});
