import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { ALARM_INCLUDE, type AlarmRow, alarmRow } from './listAlarms';

export const INCIDENT_STATES = ['open', 'acknowledged', 'resolved', 'dismissed'] as const;

export type IncidentState = (typeof INCIDENT_STATES)[number];

/** `open`: also those that were acknowledged, the default. */
export const incidentFilter = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  cursor: plainText(20).regex(/^\d+$/, 'take it from the page before').optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type IncidentFilter = z.output<typeof incidentFilter>;

export type IncidentRow = {
  number: number;
  title: string;
  state: IncidentState;
  owner: { id: string; name: string } | null;
  resolution: string | null;
  openedBy: string;
  openedAt: string;
  changedAt: string;
  closedAt: string | null;
  alarms: number;
  openAlarms: number;
};

export type IncidentPage = { rows: IncidentRow[]; total: number; nextCursor: string | null; asOf: string };

/** `by`: as it is recorded; `name`: of the account, null when it is none or gone. */
export type IncidentEntry = {
  id: string;
  kind: 'note' | 'state' | 'owner' | 'alarm';
  /** A note as it was written; else null. */
  note: string | null;
  from: string | null;
  to: string | null;
  reason: string | null;
  alarm: string | null;
  undo: boolean;
  by: string;
  name: string | null;
  at: string;
};

/** `undoable`: the change that undo would take back. */
export type IncidentDetail = {
  incident: IncidentRow;
  alarms: AlarmRow[];
  history: IncidentEntry[];
  undoable: IncidentEntry | null;
  asOf: string;
};

const INCLUDE = {
  owner: { select: { id: true, name: true } },
  alarms: { select: { endedAt: true } },
} as const;

/** One page of incidents, the newest first. */
export async function listIncidents(
  { state, cursor, limit }: IncidentFilter,
  db: Db = processDb(),
): Promise<IncidentPage> {
  const open: IncidentState[] = ['open', 'acknowledged'];
  const where = state === 'all' ? {} : { state: state === 'open' ? { in: open } : { notIn: open } };
  const beyond = cursor === undefined ? {} : { number: { lt: Math.min(Number(cursor), 2_147_483_647) } };
  const [rows, total] = await Promise.all([
    db.incident.findMany({
      where: { AND: [where, beyond] },
      include: INCLUDE,
      orderBy: { number: 'desc' },
      take: limit + 1,
    }),
    db.incident.count({ where }),
  ]);
  const page = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? String(page.at(-1)?.number ?? 0) : null;
  return { rows: page.map(rowOf), total, nextCursor, asOf: new Date().toISOString() };
}

/** Alarms and entries of one incident at most, the newest first. */
const MOST = 200;

/** @throws AppError not-found */
export async function getIncident(number: number, db: Db = processDb()): Promise<IncidentDetail> {
  const row = isNumber(number) ? await db.incident.findUnique({ where: { number }, include: INCLUDE }) : null;
  if (row === null) throw new AppError('not-found', 'no incident has this number');
  const [alarms, notes] = await Promise.all([
    db.alarm.findMany({
      where: { incidentId: row.id },
      include: ALARM_INCLUDE,
      orderBy: { raisedAt: 'desc' },
      take: MOST,
    }),
    db.incidentNote.findMany({
      where: { incidentId: row.id },
      orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }],
      take: MOST,
    }),
  ]);
  const history = await withNames(db, notes.map(entryOf));
  return {
    ...{ incident: rowOf(row), alarms: alarms.map(alarmRow), history, undoable: undoableOf(history) },
    asOf: new Date().toISOString(),
  };
}

/** The latest change of state or owner, unless it was an undo itself. */
export function undoableOf(history: readonly IncidentEntry[]): IncidentEntry | null {
  const latest = history.find(({ kind }) => kind === 'state' || kind === 'owner');
  return latest === undefined || latest.undo ? null : latest;
}

const isNumber = (value: number): boolean => Number.isInteger(value) && value > 0 && value <= 2_147_483_647;

type Row = Omit<IncidentRow, 'state' | 'openedAt' | 'changedAt' | 'closedAt' | 'alarms' | 'openAlarms'> & {
  state: string;
  openedAt: Date;
  changedAt: Date;
  closedAt: Date | null;
  alarms: { endedAt: Date | null }[];
};

function rowOf({ number, title, owner, resolution, openedBy, ...row }: Row): IncidentRow {
  return {
    ...{ number, title, owner, resolution, openedBy, state: z.enum(INCIDENT_STATES).parse(row.state) },
    ...{ openedAt: row.openedAt.toISOString(), changedAt: row.changedAt.toISOString() },
    closedAt: row.closedAt?.toISOString() ?? null,
    ...{ alarms: row.alarms.length, openAlarms: row.alarms.filter(({ endedAt }) => endedAt === null).length },
  };
}

const kind = z.enum(['note', 'state', 'owner', 'alarm']);
const changed = z.object({
  from: z.string().nullable().default(null),
  to: z.string().nullable().default(null),
  reason: z.string().nullable().default(null),
  alarm: z.string().nullable().default(null),
  undo: z.boolean().default(false),
});

type Note = { id: string; kind: string; text: string; writtenBy: string; writtenAt: Date };

export function entryOf({ id, text, writtenBy: by, writtenAt, ...row }: Note): IncidentEntry {
  const what = kind.parse(row.kind);
  const facts = changed.parse(what === 'note' ? {} : JSON.parse(text));
  return { id, kind: what, note: what === 'note' ? text : null, ...facts, by, name: null, at: writtenAt.toISOString() };
}

/** Names of the accounts that wrote, and of those that owned. */
async function withNames(db: Db, entries: readonly IncidentEntry[]): Promise<IncidentEntry[]> {
  const idOf = (by: string): string | null => /^account ([0-9a-f-]{36})$/.exec(by)?.[1] ?? null;
  const owners = entries.filter((entry) => entry.kind === 'owner').flatMap(({ from, to }) => [from, to]);
  const ids = [...entries.map(({ by }) => idOf(by)), ...owners].filter((id) => id !== null);
  const accounts = await db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  return entries.map((entry) => ({
    ...entry,
    name: names.get(idOf(entry.by) ?? '') ?? null,
    ...(entry.kind === 'owner' && { from: nameOf(entry.from), to: nameOf(entry.to) }),
  }));
}
