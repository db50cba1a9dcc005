import { randomUUID } from 'node:crypto';
import type { Tx } from '@/server/db/client';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import type { Message } from './alarmMessage';
import type { ChannelEvent } from './channelEvents';
import { quietUntil, readQuietHours } from './quietHours';

/** Has every channel that wants an event told of it, in the transaction that makes it; within quiet hours after them. */
export async function queueDeliveries(tx: Tx, event: ChannelEvent, message: Message, now: Date): Promise<void> {
  const channels = await tx.channel.findMany({ where: { enabled: true, deletedAt: null, events: { has: event } } });
  if (channels.length === 0) return;
  const { value: quiet } = await readQuietHours(tx);
  const held = quiet.pass.includes(event) ? null : quietUntil(now, quiet);
  for (const { id } of channels) await queueDelivery(tx, id, event, message, held ?? now, now);
}

/** Has one channel told of something at `at` or later. Answers the delivery's id. */
export async function queueDelivery(
  tx: Tx,
  channelId: string,
  event: ChannelEvent | 'test' | 'summary',
  message: Message,
  at: Date,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const body = JSON.parse(JSON.stringify(message));
  await tx.delivery.create({
    data: { id, channelId, event, body, state: 'waiting', attempts: 0, notBefore: at, createdAt: now },
  });
  await scheduleDeliveries(tx, channelId);
  return id;
}

/** Plans the job that tells a channel what waits for it, at the time of the first of them; none when nothing waits. */
export async function scheduleDeliveries(tx: Tx, channelId: string): Promise<void> {
  const next = await tx.delivery.aggregate({ where: { channelId, state: 'waiting' }, _min: { notBefore: true } });
  if (next._min.notBefore === null) return;
  const runAt = next._min.notBefore;
  await addJob(tx, 'deliver', { channelId }, { key: `deliver:${channelId}`, priority: PRIORITY.live, runAt });
}
