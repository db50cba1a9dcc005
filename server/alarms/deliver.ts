import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '@/server/db/client';
import { linkTo, type Message } from './alarmMessage';
import { scheduleDeliveries } from './queueDeliveries';
import { sendMail } from './sendMail';
import { type Sent, sendWebhook, type WebhookSurroundings } from './sendWebhook';
import { signatureHeaders } from './signature';

/** Tries before a message is given up. */
export const MOST_TRIES = 8;

/** Messages of one run. */
const BATCH = 50;

/** Who has taken a message and died lets go of it after this long. */
const LEASE_MS = 120_000;

/** A message that waited longer than this for its first try was held back by quiet hours. */
const HELD_MS = 60_000;

export type DeliverContext = {
  db: Db;
  now: () => Date;
  webhooks: WebhookSurroundings;
  smtp: { url: string; from: string } | null;
};

type Channel = { id: string; kind: string; target: string; secret: Uint8Array | null };
type Delivery = { id: string; event: string; body: unknown; attempts: number };

/** Wait after the try of this number: 30 s, 90 s, 4.5 min … 6 h, in all about 9 hours. */
export const waitAfter = (attempts: number): number => 30_000 * 3 ** (attempts - 1);

/**
 * Tells a channel what waits for it and is due, at least once each; plans the next run. What quiet hours held back goes out
 * as one summary when it is more than one message.
 */
export async function deliver(context: DeliverContext, channelId: string): Promise<void> {
  const { db, now } = context;
  const channel = await db.channel.findUnique({ where: { id: channelId } });
  if (channel === null) return;
  const isOff = !channel.enabled || channel.deletedAt !== null;
  if (!isOff) await summarise(db, channelId, now());
  const due = await db.delivery.findMany({
    where: { channelId, state: 'waiting', notBefore: { lte: now() } },
    orderBy: { createdAt: 'asc' },
    take: BATCH,
  });
  for (const delivery of due) {
    // A test is sent before a channel is put to use.
    if (isOff && delivery.event !== 'test')
      await settle(db, delivery, { ok: false, outcome: 'channel-off' }, now(), true);
    else await tell(context, channel, delivery);
  }
  await db.$transaction((tx) => scheduleDeliveries(tx, channelId));
}

async function tell({ db, now, webhooks, smtp }: DeliverContext, channel: Channel, delivery: Delivery): Promise<void> {
  const taken = await db.delivery.updateMany({
    where: { id: delivery.id, state: 'waiting', attempts: delivery.attempts },
    data: { attempts: { increment: 1 }, notBefore: new Date(now().getTime() + LEASE_MS) },
  });
  if (taken.count === 0) return;
  const message = messageSchema.parse(delivery.body);
  const tried = { ...delivery, attempts: delivery.attempts + 1 };
  if (channel.kind === 'email') {
    const { title, text, link } = message;
    const mail = { to: channel.target, subject: `Sightline: ${title}`, text: `${text}\n\n${link}\n`, id: delivery.id };
    await settle(db, tried, await sendMail(smtp, mail), now());
    return;
  }
  const body = JSON.stringify({ id: delivery.id, type: delivery.event, at: now().toISOString(), ...message });
  const headers = signatureHeaders(channel.secret ?? new Uint8Array(), delivery.id, body, now());
  await settle(db, tried, await sendWebhook(channel.target, body, headers, webhooks), now());
}

async function settle(
  db: Db,
  { id, attempts }: Delivery,
  { ok, outcome: lastOutcome }: Sent,
  at: Date,
  isFinal = false,
): Promise<void> {
  const data = ok
    ? { state: 'delivered', lastOutcome, deliveredAt: at }
    : isFinal || attempts >= MOST_TRIES
      ? { state: 'failed', lastOutcome }
      : { lastOutcome, notBefore: new Date(at.getTime() + waitAfter(attempts)) };
  await db.delivery.updateMany({ where: { id, state: 'waiting' }, data });
}

/** Puts one summary in the place of what was held back. */
async function summarise(db: Db, channelId: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`channel ${channelId}`}, 0))::text as held`;
    const due = await tx.delivery.findMany({
      where: {
        channelId,
        state: 'waiting',
        attempts: 0,
        notBefore: { lte: now },
        event: { notIn: ['test', 'summary'] },
      },
      orderBy: { createdAt: 'asc' },
    });
    const held = due.filter(({ notBefore, createdAt }) => notBefore.getTime() - createdAt.getTime() > HELD_MS);
    if (held.length < 2) return;
    const body = JSON.parse(JSON.stringify(summaryOf(held.map((one) => messageSchema.parse(one.body)))));
    await tx.delivery.create({
      data: {
        ...{ id: randomUUID(), channelId, event: 'summary', body, state: 'waiting' },
        ...{ attempts: 0, notBefore: now, createdAt: now },
      },
    });
    await tx.delivery.updateMany({
      where: { id: { in: held.map(({ id }) => id) }, state: 'waiting' },
      data: { state: 'summarised' },
    });
  });
}

/** Lines of a summary; more are counted. */
const SUMMARY_LINES = 100;

function summaryOf(messages: readonly Message[]): Message & { messages: Message[] } {
  const told = messages.slice(0, SUMMARY_LINES);
  const more = messages.length - told.length;
  const lines = told.map(({ title, text, link }) => `${title}\n${text}\n${link}`);
  return {
    title: `${messages.length} messages of the quiet hours`,
    text: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n\n'),
    link: linkTo('/alarms'),
    facts: { messages: messages.length },
    messages: told,
  };
}

const messageSchema = z.looseObject({
  title: z.string(),
  text: z.string(),
  link: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
