import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';
import { textMark } from '@/server/queries/settingStore';
import { appendTrail } from '@/server/trail/appendTrail';
import { linkTo } from './alarmMessage';
import { CHANNEL_EVENTS, type ChannelEvent } from './channelEvents';
import { queueDelivery } from './queueDeliveries';
import { secretText } from './signature';
import { shownTarget, webhookUrlProblem } from './webhookUrl';

const events = z.array(z.enum(CHANNEL_EVENTS)).min(1).max(CHANNEL_EVENTS.length);

export const channelDraft = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ kind: z.literal('webhook'), name: plainText(120), events },
    target: plainText(2000).superRefine((text, context) => {
      const message = webhookUrlProblem(text);
      if (message !== null) context.addIssue({ code: 'custom', message });
    }),
  }),
  z.strictObject({ kind: z.literal('email'), name: plainText(120), events, target: z.email().max(320) }),
]);

/** `removed` false brings a channel back, `secret` makes a new one, shown once. */
export const channelChange = z
  .strictObject({
    enabled: z.boolean().optional(),
    removed: z.boolean().optional(),
    events: events.optional(),
    secret: z.literal('new').optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'say what to change');

/** `target`: of a webhook its host alone, as its path may be a secret. `failed`: messages given up. */
export type Channel = {
  id: string;
  name: string;
  kind: 'webhook' | 'email';
  target: string;
  events: ChannelEvent[];
  enabled: boolean;
  createdBy: string;
  createdAt: string;
  waiting: number;
  failed: number;
  lastOutcome: string | null;
  lastAt: string | null;
};

/** The secret of a webhook, told at this one time; null for a mailbox, or when it is kept. */
export type ChannelWithSecret = { channel: Channel; secret: string | null };

type Who = { by: string; now: Date };

/** All channels that were not removed, by name. */
export async function listChannels(db: Db = processDb()): Promise<Channel[]> {
  const rows = await db.channel.findMany({ where: { deletedAt: null }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  return Promise.all(rows.map((row) => channelOf(db, row)));
}

/** Makes a channel; of a webhook the secret is told now and never again. */
export async function createChannel(
  { kind, name, target, events: told }: z.output<typeof channelDraft>,
  { by, now }: Who,
  db: Db = processDb(),
): Promise<ChannelWithSecret> {
  const id = randomUUID();
  const secret = kind === 'webhook' ? Uint8Array.from(randomBytes(32)) : null;
  const row = await db.$transaction(async (tx) => {
    const made = await tx.channel.create({
      data: { id, name, kind, target, secret, events: told, enabled: true, createdBy: by, createdAt: now },
    });
    await record(
      tx,
      id,
      { by, now },
      { made: true, kind, name: textMark(name), target: textMark(target), events: told },
    );
    return made;
  });
  return { channel: await channelOf(db, row), secret: secret === null ? null : secretText(secret) };
}

/** @throws AppError not-found, conflict for a new secret of a mailbox */
export async function changeChannel(
  id: string,
  { enabled, removed, events: told, secret: asked }: z.output<typeof channelChange>,
  { by, now }: Who,
  db: Db = processDb(),
): Promise<ChannelWithSecret> {
  const before = await find(db, id);
  if (asked === 'new' && before.kind !== 'webhook') throw new AppError('conflict', 'a mailbox has no secret');
  const secret = asked === 'new' ? Uint8Array.from(randomBytes(32)) : null;
  const row = await db.$transaction(async (tx) => {
    const changed = await tx.channel.update({
      where: { id },
      data: {
        ...(enabled !== undefined && { enabled }),
        ...(removed !== undefined && { deletedAt: removed ? now : null }),
        ...(told !== undefined && { events: told }),
        ...(secret !== null && { secret }),
      },
    });
    const states = { ...(enabled !== undefined && { enabled }), ...(removed !== undefined && { removed }) };
    await record(
      tx,
      id,
      { by, now },
      { ...states, ...(told !== undefined && { events: told }), newSecret: secret !== null },
    );
    return changed;
  });
  return { channel: await channelOf(db, row), secret: secret === null ? null : secretText(secret) };
}

/** Sends a message that says it is a test, in quiet hours too. Answers its delivery. @throws AppError not-found */
export async function testChannel(id: string, { now }: Who, db: Db = processDb()): Promise<{ deliveryId: string }> {
  const { name } = await find(db, id);
  const message = {
    ...{ title: 'A test', text: `This is a test of the channel ${name}. Nothing has happened.` },
    ...{ link: linkTo('/alarms/channels'), facts: { test: 'yes' } },
  };
  return { deliveryId: await db.$transaction((tx) => queueDelivery(tx, id, 'test', message, now, now)) };
}

export type DeliveryRow = {
  id: string;
  event: string;
  title: string;
  state: 'waiting' | 'delivered' | 'failed' | 'summarised';
  attempts: number;
  notBefore: string;
  lastOutcome: string | null;
  createdAt: string;
  deliveredAt: string | null;
};

export type DeliveryPage = { rows: DeliveryRow[]; nextCursor: string | null; asOf: string };

export const deliveryPaging = z.object({
  cursor: plainText(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What a channel was told, the newest first. @throws AppError not-found */
export async function listDeliveries(
  id: string,
  { cursor, limit }: z.output<typeof deliveryPaging>,
  db: Db = processDb(),
): Promise<DeliveryPage> {
  await find(db, id);
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const createdAt = after === null ? null : new Date(Math.round(after.key * 1000));
  const beyond =
    after === null || createdAt === null
      ? {}
      : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: after.id } }] };
  const rows = await db.delivery.findMany({
    where: { AND: [{ channelId: id }, beyond] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: page.map(deliveryRow),
    nextCursor: more ? encodeCursor({ key: last.createdAt.getTime() / 1000, id: last.id }) : null,
    asOf: new Date().toISOString(),
  };
}

type Delivery = Awaited<ReturnType<Db['delivery']['findMany']>>[number];

const deliveryRow = ({ id, event, body, state, attempts, lastOutcome, ...row }: Delivery): DeliveryRow => ({
  ...{ id, event, attempts, lastOutcome, title: z.object({ title: z.string() }).parse(body).title },
  state: z.enum(['waiting', 'delivered', 'failed', 'summarised']).parse(state),
  ...{ notBefore: row.notBefore.toISOString(), createdAt: row.createdAt.toISOString() },
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
});

async function find(db: Db, id: string) {
  const row = await db.channel.findUnique({ where: { id } });
  if (row === null) throw new AppError('not-found', 'no channel has this id');
  return row;
}

type Row = Awaited<ReturnType<typeof find>>;

async function channelOf(
  db: Db,
  { id, name, kind, target, enabled, createdBy, createdAt, ...row }: Row,
): Promise<Channel> {
  const [counts, last] = await Promise.all([
    db.delivery.groupBy({ by: ['state'], where: { channelId: id }, _count: true }),
    db.delivery.findFirst({
      where: { channelId: id, lastOutcome: { not: null } },
      orderBy: { createdAt: 'desc' },
    }),
  ]);
  const countOf = (state: string): number => counts.find((one) => one.state === state)?._count ?? 0;
  return {
    ...{
      id,
      name,
      kind: kind === 'email' ? 'email' : 'webhook',
      target: shownTarget(kind, target),
      enabled,
      createdBy,
    },
    ...{ createdAt: createdAt.toISOString(), events: events.parse(row.events) },
    ...{ waiting: countOf('waiting'), failed: countOf('failed'), lastOutcome: last?.lastOutcome ?? null },
    lastAt: last === null ? null : (last.deliveredAt ?? last.createdAt).toISOString(),
  };
}

async function record(tx: Tx, id: string, { by, now }: Who, body: object): Promise<void> {
  const told = JSON.parse(JSON.stringify(body));
  await appendTrail(tx, [{ kind: 'channel:changed', at: now, actor: by, subjects: [`channel:${id}`], body: told }]);
  await appendEvents(tx, [{ type: 'alarm:changed', payload: { channelId: id } }]);
}
