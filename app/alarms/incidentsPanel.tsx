import { count } from '@/app/format/number';
import { minute } from '@/app/format/time';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import type { IncidentPage } from '@/server/alarms/incidents';
import { incidentHref } from './alarmHrefs';
import { STATE_WORDS } from './incidentWords';

const HEADS = ['Incident', 'State', 'Owner', 'Alarms', 'Open', 'Since, UTC'];

/** Incidents: what people do about alarms. */
export function IncidentsPanel({ page: { rows, total }, all }: { page: IncidentPage; all: boolean }) {
  return (
    <section className="panel table-box" id="incidents">
      <header>
        <h2>{all ? 'Incidents' : 'Open incidents'}</h2>
        <span className="q">{count(total)}, what is being done about alarms</span>
        <span className="tools">
          <PageLink href={all ? '/alarms#incidents' : '/alarms?incidents=all#incidents'}>
            {all ? 'Open ones' : 'All of them'}
          </PageLink>
          <a href={withBase('/api/v1/incidents.csv?state=all')}>CSV of all</a>
        </span>
      </header>
      {rows.length === 0 ? (
        <p className="body small dim">{all ? 'There was no incident yet.' : 'No incident is open.'}</p>
      ) : (
        <div className="scroll-x">
          <table className="plain-table stack-table" aria-label="Incidents">
            <thead>
              <tr>
                {HEADS.map((head, i) => (
                  <th key={head} scope="col" className={i === 3 || i === 4 ? 'num' : undefined}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ number, title, state, owner, alarms, openAlarms, openedAt }) => (
                <tr key={number}>
                  <th scope="row">
                    <PageLink href={incidentHref(number)}>
                      {number} · {title}
                    </PageLink>
                  </th>
                  <td data-label="State">{STATE_WORDS[state]}</td>
                  <td data-label="Owner">{owner?.name ?? <span className="faint">nobody yet</span>}</td>
                  <td className="num" data-label="Alarms">
                    {count(alarms)}
                  </td>
                  <td className="num" data-label="Open">
                    {count(openAlarms)}
                  </td>
                  <td data-label="Since" className="nowrap">
                    {minute(openedAt)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
