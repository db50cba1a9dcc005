import type { Tx } from '@/server/db/client';
import type { AlarmsContent } from './oversightContent';
import { endsOf, type ReportPeriod } from './period';

/** Rows of a list at most; the product has the rest. */
const MOST = 200;

/** Alarms raised and incidents opened in a period on these versions, without titles, notes and owners. */
export async function readAlarms(tx: Tx, versionIds: string[], period: ReportPeriod): Promise<AlarmsContent> {
  const { from, to } = endsOf(period);
  const ofVersions = { rule: { versionId: { in: versionIds } } };
  const raised = { ...ofVersions, raisedAt: { gte: from, lt: to } };
  // An incident without alarms is about no version in particular, and so about each.
  const opened = {
    openedAt: { gte: from, lt: to },
    OR: [{ alarms: { some: ofVersions } }, { alarms: { none: {} } }],
  };
  const [rules, alarms, alarmsOf, incidents, incidentsOf] = await Promise.all([
    tx.alarmRule.count({ where: { versionId: { in: versionIds }, enabled: true, deletedAt: null } }),
    tx.alarm.findMany({
      where: raised,
      include: { rule: true, incident: true, finding: { include: { version: { include: { model: true } } } } },
      orderBy: [{ raisedAt: 'desc' }, { id: 'asc' }],
      take: MOST,
    }),
    tx.alarm.count({ where: raised }),
    tx.incident.findMany({
      where: opened,
      include: { _count: { select: { alarms: true, incidentNotes: true } } },
      orderBy: { number: 'desc' },
      take: MOST,
    }),
    tx.incident.count({ where: opened }),
  ]);
  return {
    rules,
    alarms: alarms.map((alarm) => ({
      statistic: alarm.rule.statistic,
      model: `${alarm.finding.version.model.name}@${alarm.finding.version.version}`,
      ...{ finding: alarm.finding.name, site: alarm.site, view: alarm.viewPosition, side: alarm.side },
      ...{ since: alarm.since.toISOString(), seen: alarm.day.toISOString() },
      ...{ endedAt: alarm.endedAt?.toISOString() ?? null, incident: alarm.incident?.number ?? null },
    })),
    incidents: incidents.map(({ number, state, openedAt, closedAt, _count }) => ({
      ...{ number, state, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null },
      ...{ alarms: _count.alarms, notes: _count.incidentNotes },
    })),
    more: alarmsOf + incidentsOf - alarms.length - incidents.length,
  };
}
