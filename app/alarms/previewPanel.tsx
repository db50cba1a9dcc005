import { count, plural } from '@/app/format/number';
import { day } from '@/app/format/time';
import type { Statistic } from '@/server/alarms/statistic';
import type { ShownPreview } from './preview';
import { SideTag } from './sideTag';
import { spanText, valueText } from './statisticText';

/** What a rule would have raised, had it been there. */
export function PreviewPanel({ preview, statistic }: { preview: ShownPreview; statistic: Statistic }) {
  if (preview.state === 'counting') {
    return <p className="small dim">The days of this model are being counted for the first time…</p>;
  }
  const { watched, without, total, alarms, from, to, patientDays, runLengthDays } = preview;
  if (watched === 0) {
    return (
      <p>
        {without.length === 0
          ? 'Nothing can be watched: there are no values of it. Truths or an operating threshold may be missing.'
          : `Nothing can be watched: ${plural(without.length, 'sequence')} of site and view, none with enough patient-days in the reference period: 50, and what else the statistic needs.`}
      </p>
    );
  }
  return (
    <div className="stack">
      <p>
        It would have raised <b>{plural(total, 'alarm')}</b> in {plural(watched, 'sequence')} of finding, site and view
        {from !== null && to !== null && ` from ${day(from)} to ${day(to)}`}, n {count(patientDays)} patient-days.{' '}
        {without.length > 0 && `${plural(without.length, 'sequence')} had too few in the reference period. `}
        {runLengthDays !== null &&
          `Where nothing changes, a sequence runs ${count(runLengthDays)} days or more on average until a false alarm.`}
      </p>
      {alarms.length > 0 && (
        <div className="scroll-x">
          <table className="plain-table" aria-label="What it would have raised">
            <thead>
              <tr>
                {['Finding', 'Site, view', '', 'Since', 'Seen', 'Back'].map((head) => (
                  <th key={head} scope="col">
                    {head === '' ? <span className="sr">Side</span> : head}
                  </th>
                ))}
                <th scope="col" className="num">
                  Mean and interval
                </th>
              </tr>
            </thead>
            <tbody>
              {alarms.map((alarm) => (
                <tr key={`${alarm.finding} ${alarm.site} ${alarm.viewPosition} ${alarm.day}`}>
                  <th scope="row">{alarm.finding}</th>
                  <td>
                    {alarm.site}, {alarm.viewPosition}
                  </td>
                  <td>
                    <SideTag side={alarm.side} ended={alarm.endedDay !== null} />
                  </td>
                  <td className="nowrap">{day(alarm.since)}</td>
                  <td className="nowrap">{day(alarm.day)}</td>
                  <td className="nowrap">{alarm.endedDay === null ? 'not yet' : day(alarm.endedDay)}</td>
                  <td className="num nowrap">
                    {valueText(alarm.mean, statistic)}
                    <span className="pm">{spanText(alarm.low, alarm.high, statistic)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
