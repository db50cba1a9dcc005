import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { textMark } from '@/server/queries/settingStore';
import { appendTrail } from '@/server/trail/appendTrail';
import type { Json } from '@/server/trail/trailEntry';
import { linkTo } from './alarmMessage';
import {
  entryOf,
  getIncident,
  INCIDENT_STATES,
  type IncidentDetail,
  type IncidentState,
  undoableOf,
} from './incidents';
import { queueDeliveries } from './queueDeliveries';

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => value.split(/\r?\n/).every((line) => line === '' || plainText(max).safeParse(line).success), {
      message: 'no control or invisible characters',
    });

/** One change of an incident. Closing needs a reason; `undo` takes the latest change of state or owner back. */
export const incidentChange = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('note'), note: text(4000) }),
  z.strictObject({ change: z.literal('owner'), owner: z.uuid().nullable() }),
  z
    .strictObject({
      change: z.literal('state'),
      state: z.enum(INCIDENT_STATES),
      expected: z.enum(INCIDENT_STATES),
      reason: text(1000).optional(),
    })
    .refine(({ state, reason }) => (state !== 'resolved' && state !== 'dismissed') || reason !== undefined, {
      path: ['reason'],
      message: 'say how it was resolved, or why it is dismissed',
    }),
  z.strictObject({ change: z.literal('undo'), entry: z.uuid() }),
]);

export type IncidentChange = z.output<typeof incidentChange>;

type Who = { by: string; now: Date };
type Row = { id: string; number: number; state: string; ownerId: string | null; resolution: string | null };
type Change = { kind: 'note' | 'state' | 'owner'; text: string; body: { [key: string]: Json } };

/**
 * Changes an incident; what it was stays in its history, and the audit trail keeps free text as a hash.
 * @throws AppError not-found; conflict when the state is not the expected one, or the change to undo is not the latest
 */
export async function changeIncident(
  number: number,
  change: IncidentChange,
  { by, now }: Who,
  db: Db = processDb(),
): Promise<IncidentDetail> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select id::text from incident where number = ${number} for update`;
    const row = await tx.incident.findUnique({ where: { number } });
    if (row === null) throw new AppError('not-found', 'no incident has this number');
    const { kind, text: written, body } = await apply(tx, row, change, now);
    await tx.incidentNote.create({
      data: { id: randomUUID(), incidentId: row.id, kind, text: written, writtenBy: by, writtenAt: now },
    });
    if (kind !== 'note') await tell(tx, number, now);
    await appendTrail(tx, [
      {
        kind: 'incident:changed',
        at: now,
        actor: by,
        subjects: [`incident:${number}`],
        body: { change: kind, ...body },
      },
    ]);
    await appendEvents(tx, [{ type: 'alarm:changed', payload: { incidentId: row.id } }]);
  });
  return getIncident(number, db);
}

async function apply(tx: Tx, row: Row, change: IncidentChange, now: Date): Promise<Change> {
  if (change.change === 'note') {
    await tx.incident.update({ where: { id: row.id }, data: { changedAt: now } });
    return { kind: 'note', text: change.note, body: { note: textMark(change.note) } };
  }
  if (change.change === 'owner') return setOwner(tx, row, change.owner, now);
  if (change.change === 'state') {
    if (row.state !== change.expected) {
      throw new AppError('conflict', `it is ${row.state} by now: look again, then decide`);
    }
    return setState(tx, row, change.state, change.reason ?? null, now);
  }
  return undo(tx, row, change.entry, now);
}

async function setOwner(tx: Tx, row: Row, owner: string | null, now: Date, isUndo = false): Promise<Change> {
  if (owner !== null) {
    const account = await tx.account.findFirst({ where: { id: owner, disabledAt: null }, select: { id: true } });
    if (account === null)
      throw new AppError('invalid-field', 'no such account', {
        errors: [{ path: 'owner', detail: 'an account that is not disabled' }],
      });
  }
  await tx.incident.update({ where: { id: row.id }, data: { ownerId: owner, changedAt: now } });
  const facts = { from: row.ownerId, to: owner, undo: isUndo };
  return { kind: 'owner', text: JSON.stringify(facts), body: facts };
}

async function setState(
  tx: Tx,
  row: Row,
  state: IncidentState,
  reason: string | null,
  now: Date,
  isUndo = false,
): Promise<Change> {
  const isClosed = state === 'resolved' || state === 'dismissed';
  await tx.incident.update({
    where: { id: row.id },
    data: { state, resolution: isClosed ? reason : null, closedAt: isClosed ? now : null, changedAt: now },
  });
  const facts = { from: row.state, to: state, undo: isUndo };
  return {
    kind: 'state',
    text: JSON.stringify({ ...facts, reason }),
    body: { ...facts, reason: reason === null ? null : textMark(reason) },
  };
}

async function undo(tx: Tx, row: Row, entry: string, now: Date): Promise<Change> {
  const notes = await tx.incidentNote.findMany({
    where: { incidentId: row.id, kind: { in: ['state', 'owner'] } },
    orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }],
    take: 1,
  });
  const latest = undoableOf(notes.map(entryOf));
  if (latest === null || latest.id !== entry) {
    throw new AppError('conflict', 'it was changed since, or this cannot be undone: look again');
  }
  if (latest.kind === 'owner') return setOwner(tx, row, latest.from, now, true);
  return setState(tx, row, z.enum(INCIDENT_STATES).parse(latest.from), await reasonOf(tx, row, latest.from), now, true);
}

/** Why it was closed before, when an undo closes it again. */
async function reasonOf(tx: Tx, row: Row, state: string | null): Promise<string | null> {
  if (state !== 'resolved' && state !== 'dismissed') return null;
  const notes = await tx.incidentNote.findMany({
    where: { incidentId: row.id, kind: 'state' },
    orderBy: { writtenAt: 'desc' },
  });
  return notes.map(entryOf).find(({ to }) => to === state)?.reason ?? null;
}

async function tell(tx: Tx, number: number, now: Date): Promise<void> {
  const row = await tx.incident.findUniqueOrThrow({
    where: { number },
    include: { _count: { select: { alarms: true } } },
  });
  const message = {
    title: `Incident ${number}: ${row.title}`,
    text: `It is ${row.state} now.`,
    link: linkTo(`/incidents/${number}`),
    facts: { incident: number, state: row.state, alarms: row._count.alarms },
  };
  await queueDeliveries(tx, 'incident:changed', message, now);
}
