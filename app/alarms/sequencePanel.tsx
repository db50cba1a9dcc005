import { count } from '@/app/format/number';
import { day, instant } from '@/app/format/time';
import { withBase } from '@/app/shell/basePath';
import { type Column, TableHead } from '@/app/table/tableHead';
import type { AlarmFigures } from '@/server/alarms/alarmFigures';
import { STATISTIC_WORDS } from '@/server/alarms/alarmWords';
import type { AlarmDetail, AlarmPoint } from '@/server/alarms/getAlarm';
import type { Statistic } from '@/server/alarms/statistic';
import { SequenceChart } from './sequenceChart';
import { spanText, valueText } from './statisticText';

/** The course of an alarm's sequence: chart, table, CSV. */
export function SequencePanel({ detail: { alarm, points, asOf } }: { detail: AlarmDetail }) {
  const { figures, statistic } = alarm;
  return (
    <section className="panel">
      <header>
        <h2>Course of the sequence</h2>
        <span className="q">
          {alarm.finding} at {alarm.site}, {alarm.viewPosition}, {STATISTIC_WORDS[statistic]}
        </span>
        <span className="tools">
          <a href={withBase(`/api/v1/alarms/${alarm.id}/sequence.csv`)}>CSV</a>
        </span>
      </header>
      {points.length === 0 ? (
        <p className="body small dim">The results of these days are no longer kept; the figures of the alarm are.</p>
      ) : (
        <>
          <SequenceChart
            alarm={alarm}
            points={points}
            label={`Means of ${points.length} days and the mean since ${alarm.since} with its confidence sequence, against the band; the table below holds the numbers`}
          />
          <p className="alarm-legend small dim">
            <span className="key line">mean since {alarm.since}</span>
            <span className="key area">its confidence sequence</span>
            <span className="key point">mean of a day</span>
            <span className="key band">band, {spanText(figures.bandLow, figures.bandHigh, statistic)}</span>
            <span className="key dots">reference mean, {valueText(figures.referenceMean, statistic)}</span>
          </p>
          <details className="body">
            <summary className="summary">Table view</summary>
            <PointTable points={points} statistic={statistic} />
          </details>
        </>
      )}
      <footer>
        n {count(figures.n)} patient-days when it was raised, {count(figures.referenceN)} in the reference
        {periodText(figures)}; several images of a patient on a day count once. The interval holds at every look (level{' '}
        {figures.alpha.toPrecision(2)} for this sequence). Data as of {instant(asOf)}.
      </footer>
    </section>
  );
}

const periodText = ({ referenceFrom, referenceTo }: AlarmFigures): string =>
  referenceFrom === null || referenceTo === null ? '' : `, ${day(referenceFrom)} to ${day(referenceTo)}`;

const COLUMNS: Column[] = [
  { key: 'day', name: 'Day, UTC' },
  { key: 'n', name: 'n', num: true },
  { key: 'value', name: 'Mean of the day', num: true },
  { key: 'total', name: 'n since', num: true },
  { key: 'mean', name: 'Mean since', num: true },
  { key: 'interval', name: 'Interval', num: true },
];

function PointTable({ points, statistic }: { points: readonly AlarmPoint[]; statistic: Statistic }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="scroll-x alarm-rows" tabIndex={0} aria-label="Days of the sequence">
      <table className="plain-table">
        <TableHead columns={COLUMNS} />
        <tbody>
          {points.map(({ day: at, n, value, total, mean, low, high }) => (
            <tr key={at}>
              <th scope="row" className="nowrap">
                {at}
              </th>
              <td className="num">{count(n)}</td>
              <td className="num">{value === null ? '' : valueText(value, statistic)}</td>
              <td className="num">{total === null ? '' : count(total)}</td>
              <td className="num">{mean === null ? '' : valueText(mean, statistic)}</td>
              <td className="num dim nowrap">{low === null || high === null ? '' : spanText(low, high, statistic)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
