import { count } from '@/app/format/number';
import { day } from '@/app/format/time';
import { PageLink } from '@/app/shell/pageLink';
import { STATISTIC_WORDS } from '@/server/alarms/alarmWords';
import type { AlarmRow } from '@/server/alarms/listAlarms';
import { alarmCasesHref, incidentHref } from './alarmHrefs';
import { SideTag } from './sideTag';
import { differenceText, spanText, valueText } from './statisticText';

/** One alarm in plain words: what moved, where, since when, by how much; and where to go on. */
export function AlarmCard({ alarm }: { alarm: AlarmRow }) {
  const { figures, statistic } = alarm;
  const { mean, low, high, n, bandLow, bandHigh, referenceMean } = figures;
  return (
    <li className="alarm-card">
      <p className="alarm-head">
        <SideTag side={alarm.side} ended={alarm.endedAt !== null} />
        <PageLink href={`/alarms/${alarm.id}`} className="strong">
          {alarm.finding} at {alarm.site}, {alarm.viewPosition}
        </PageLink>
        <span className="faint small">
          {alarm.model} · {STATISTIC_WORDS[statistic]}
        </span>
      </p>
      <p>
        Seen {day(alarm.day)}: since {day(alarm.since)} the mean was <b>{valueText(mean, statistic)}</b> (interval{' '}
        {spanText(low, high, statistic)}), {differenceText(mean - referenceMean, statistic)} against the reference, and
        its interval left the band of {spanText(bandLow, bandHigh, statistic)}. n {count(n)} patient-days.
      </p>
      <p className="alarm-links small">
        <PageLink href={`/alarms/${alarm.id}`}>Course</PageLink>
        <PageLink href={alarmCasesHref(alarm)}>Its cases</PageLink>
        {alarm.incident !== null && <PageLink href={incidentHref(alarm.incident)}>Incident {alarm.incident}</PageLink>}
        <span className="faint">
          {figures.endedDay === null ? '' : `back within the band ${day(figures.endedDay)} · `}rule {alarm.rule}
        </span>
      </p>
    </li>
  );
}
