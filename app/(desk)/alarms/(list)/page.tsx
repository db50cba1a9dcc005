import type { Metadata } from 'next';
import { alarmAnswer } from '@/app/alarms/alarmAnswer';
import { AlarmsPanel } from '@/app/alarms/alarmsPanel';
import { compositionOf } from '@/app/alarms/compositionOf';
import { CompositionPanel } from '@/app/alarms/compositionPanel';
import { IncidentsPanel } from '@/app/alarms/incidentsPanel';
import { mayOf } from '@/app/alarms/mayOf';
import { RulesPanel } from '@/app/alarms/rulesPanel';
import { SequencePanel } from '@/app/alarms/sequencePanel';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { getAlarm } from '@/server/alarms/getAlarm';
import { incidentFilter, listIncidents } from '@/server/alarms/incidents';
import { alarmFilter, listAlarms } from '@/server/alarms/listAlarms';
import { listRules } from '@/server/alarms/rules';
import { isCursor } from '@/server/queries/cursor';
import '@/app/styles/alarms.css';

export const metadata: Metadata = { title: 'Alarms' };

export default async function AlarmsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = single(await searchParams);
  const state = asked.state === 'ended' ? 'ended' : 'open';
  const cursor = asked.cursor !== undefined && isCursor(asked.cursor) ? asked.cursor : undefined;
  const [page, open, rules, incidents, may] = await Promise.all([
    listAlarms(alarmFilter.parse({ state, cursor })),
    listAlarms(alarmFilter.parse({})),
    listRules(),
    listIncidents(incidentFilter.parse({ state: asked.incidents === 'all' ? 'all' : 'open' })),
    mayOf(),
  ]);
  const [newest] = open.rows;
  const [course, composition] = await Promise.all([
    newest === undefined ? null : getAlarm(newest.id),
    compositionOf(rules, open.rows),
  ]);
  return (
    <PageFrame crumbs={[{ name: 'Alarms' }]} asOf={page.asOf}>
      <div className="page-head">
        <h1 className="page-title">{alarmAnswer(open.rows, open.total, rules.length)}</h1>
        <span className="faint small">Each site and view is held against its own reference</span>
        {may('govern') && (
          <span className="right">
            <PageLink className="btn" href="/alarms/channels">
              Channels and quiet hours
            </PageLink>
          </span>
        )}
      </div>
      <div className="stack">
        {(rules.length > 0 || page.total > 0) && <AlarmsPanel page={page} state={state} paged={cursor !== undefined} />}
        {course !== null && state === 'open' && <SequencePanel detail={course} />}
        {(rules.length > 0 || incidents.total > 0) && (
          <IncidentsPanel page={incidents} all={asked.incidents === 'all'} />
        )}
        {composition !== null && <CompositionPanel composition={composition} />}
        <RulesPanel rules={rules} governs={may('govern')} />
      </div>
    </PageFrame>
  );
}
