import { count } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import type { AlarmPage } from '@/server/alarms/listAlarms';
import { AlarmCard } from './alarmCard';

type Props = { page: AlarmPage; state: 'open' | 'ended'; paged: boolean };

/** Alarms that last, or those that are over; the newest first. */
export function AlarmsPanel({ page, state, paged }: Props) {
  const { rows, total, nextCursor, asOf } = page;
  const query = state === 'ended' ? 'state=ended&' : '';
  return (
    <section className="panel">
      <header>
        <h2>{state === 'open' ? 'Open alarms' : 'Alarms that are over'}</h2>
        <span className="q">{count(total)}</span>
        <span className="tools">
          <PageLink href={state === 'open' ? '/alarms?state=ended' : '/alarms'}>
            {state === 'open' ? 'Those that are over' : 'Open ones'}
          </PageLink>
          <a href={withBase('/api/v1/alarms.csv?state=all')}>CSV of all</a>
        </span>
      </header>
      {rows.length === 0 ? (
        <EmptyState icon="check" title={state === 'open' ? 'No alarm is open' : 'None so far'}>
          <p>{state === 'open' ? 'Every watched sequence is within its band.' : 'No alarm has ended yet.'}</p>
        </EmptyState>
      ) : (
        <ol className="alarm-list">
          {rows.map((alarm) => (
            <AlarmCard key={alarm.id} alarm={alarm} />
          ))}
        </ol>
      )}
      <footer>
        {paged && <PageLink href={`/alarms?${query}`}>First page</PageLink>}{' '}
        {nextCursor !== null && <PageLink href={`/alarms?${query}cursor=${nextCursor}`}>Next page</PageLink>} Data as of{' '}
        {instant(asOf)}.
      </footer>
    </section>
  );
}
