import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AlarmCard } from '@/app/alarms/alarmCard';
import { IncidentActions } from '@/app/alarms/incidentActions';
import { entryWords, STATE_WORDS, writerWords } from '@/app/alarms/incidentWords';
import { mayOf } from '@/app/alarms/mayOf';
import { plural } from '@/app/format/number';
import { instant, minute } from '@/app/format/time';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { getIncident, type IncidentDetail } from '@/server/alarms/incidents';
import { listOwners } from '@/server/alarms/listOwners';
import { AppError } from '@/server/problem/appError';
import '@/app/styles/alarms.css';

export const metadata: Metadata = { title: 'Incident' };

export default async function IncidentPage({ params }: { params: Promise<{ number: string }> }) {
  const { number: asked } = await params;
  const detail = await getIncident(Number(asked)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  });
  const [may, accounts] = await Promise.all([mayOf(), listOwners()]);
  const { incident, alarms, undoable, asOf } = detail;
  const { number, state, owner, title } = incident;
  return (
    <PageFrame crumbs={[{ name: 'Alarms', href: '/alarms' }, { name: `Incident ${number}` }]} asOf={asOf}>
      <div className="page-head">
        <h1 className="page-title">{title}</h1>
        <span className={`tag incident-${state}`}>{STATE_WORDS[state]}</span>
        <span className="faint small">
          {owner === null ? 'nobody owns it yet' : `owned by ${owner.name}`}, since {minute(incident.openedAt)} UTC
        </span>
      </div>
      <div className="incident-page">
        <div className="stack">
          <section className="panel">
            <header>
              <h2>Alarms</h2>
              <span className="q">
                {plural(incident.openAlarms, 'open one', 'open ones')} of {incident.alarms}
              </span>
            </header>
            {alarms.length === 0 ? (
              <p className="body small dim">Its alarms are gone, with their rule or their model.</p>
            ) : (
              <ol className="alarm-list">
                {alarms.map((alarm) => (
                  <AlarmCard key={alarm.id} alarm={alarm} />
                ))}
              </ol>
            )}
          </section>
          <History detail={detail} />
        </div>
        {may('govern') && (
          <section className="panel">
            <header>
              <h2>What is being done</h2>
            </header>
            <div className="body">
              <IncidentActions
                {...{ number, state, accounts }}
                owner={owner?.id ?? null}
                undoable={undoable?.id ?? null}
              />
            </div>
          </section>
        )}
      </div>
    </PageFrame>
  );
}

function History({ detail: { history, incident } }: { detail: IncidentDetail }) {
  return (
    <section className="panel">
      <header>
        <h2>History</h2>
        <span className="tools">
          <a href={withBase(`/api/v1/incidents/${incident.number}/history.csv`)}>CSV</a>
        </span>
      </header>
      <ol className="body incident-history">
        {history.map((entry) => (
          <li key={entry.id}>
            <span className="small faint nowrap">{instant(entry.at)}</span>
            <div>
              <p className={entry.kind === 'note' ? 'incident-text' : undefined}>
                {entryWords(entry)}
                {entry.alarm !== null && (
                  <>
                    {': '}
                    <PageLink href={`/alarms/${entry.alarm}`}>its course</PageLink>
                  </>
                )}
              </p>
              {entry.reason !== null && <p className="dim">{entry.reason}</p>}
              <p className="small faint">{writerWords(entry)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
