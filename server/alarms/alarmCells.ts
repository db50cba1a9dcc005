import type { AlarmRow } from './listAlarms';

/** Columns of the table of alarms as CSV. Shares on 0–1, scores in logits. */
export const ALARM_COLUMNS = [
  ...['id', 'rule', 'statistic', 'model', 'finding', 'site', 'view_position', 'side', 'since', 'day', 'ended_day'],
  ...['mean', 'low', 'high', 'n', 'band_low', 'band_high', 'raised_at', 'ended_at', 'incident'],
];

export const alarmCells = ({ figures, ...alarm }: AlarmRow): (string | number | null)[] => [
  ...[alarm.id, alarm.rule, alarm.statistic, alarm.model, alarm.finding, alarm.site, alarm.viewPosition, alarm.side],
  ...[alarm.since, alarm.day, figures.endedDay, figures.mean, figures.low, figures.high, figures.n],
  ...[figures.bandLow, figures.bandHigh, alarm.raisedAt, alarm.endedAt, alarm.incident],
];
