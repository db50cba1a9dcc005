import { z } from 'zod';
import { alarmFigures } from '@/server/alarms/alarmFigures';
import { CHANNEL_EVENTS } from '@/server/alarms/channelEvents';
import type { Channel, ChannelWithSecret, DeliveryPage } from '@/server/alarms/channels';
import type { AlarmDetail } from '@/server/alarms/getAlarm';
import type { Composition } from '@/server/alarms/getComposition';
import { INCIDENT_STATES, type IncidentDetail, type IncidentPage } from '@/server/alarms/incidents';
import type { AlarmPage, AlarmRow } from '@/server/alarms/listAlarms';
import type { Preview } from '@/server/alarms/previewRule';
import type { Rule } from '@/server/alarms/rules';
import { ruleParameters, STATISTICS } from '@/server/alarms/statistic';
import { plainText } from '@/server/problem/plainText';

// The answers about alarms. Each is tied to the type of what makes it, so the two cannot drift apart.

const time = z.iso.datetime();
const date = z.iso.date();
const text = z.string();
const number = z.number().nullable();
const side = z.enum(['above', 'below']);
const place = { finding: text, site: text, viewPosition: text };

/** Parameters of `GET /api/v1/alarms/composition`. Dates: both days included. */
export const compositionQuery = z.object({
  model: plainText(200),
  finding: plainText(200).optional(),
  referenceFrom: date,
  referenceTo: date,
  format: z.enum(['json', 'csv']).optional(),
});

export const ruleResponse: z.ZodType<Rule> = z.object({
  ...{ id: z.uuid(), name: text, statistic: z.enum(STATISTICS), model: text, finding: text.nullable() },
  ...{ parameters: ruleParameters, enabled: z.boolean(), definitionVersion: text, openAlarms: z.int() },
  ...{ createdBy: text, createdAt: time, changedBy: text, changedAt: time },
  ...{ evaluatedAt: time.nullable(), removed: z.boolean() },
});

export const rulesResponse = z.object({ rules: z.array(ruleResponse) });

export const previewResponse: z.ZodType<Preview> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('counting') }),
  z.object({
    ...{ state: z.literal('ready'), watched: z.int(), without: z.array(z.object(place)), patientDays: z.int() },
    ...{ from: date.nullable(), to: date.nullable(), alpha: number, runLengthDays: number, total: z.int() },
    alarms: z.array(
      z.object({
        ...{ ...place, side, since: date, day: date, endedDay: date.nullable(), n: z.int() },
        ...{ mean: z.number(), low: z.number(), high: z.number(), bandLow: z.number(), bandHigh: z.number() },
      }),
    ),
  }),
]);

const alarm: z.ZodType<AlarmRow> = z.object({
  ...{ id: z.uuid(), ruleId: z.uuid(), rule: text, statistic: z.enum(STATISTICS), model: text, ...place, side },
  ...{ since: date, day: date, figures: alarmFigures, raisedAt: time, endedAt: time.nullable() },
  incident: z.int().nullable(),
});

export const alarmsResponse: z.ZodType<AlarmPage> = z.object({
  ...{ rows: z.array(alarm), total: z.int(), nextCursor: text.nullable(), asOf: time },
});

export const alarmResponse: z.ZodType<AlarmDetail> = z.object({
  alarm,
  points: z.array(
    z.object({ day: date, n: z.int(), value: number, total: number, mean: number, low: number, high: number }),
  ),
  asOf: time,
});

const mix = z.object({ hits: z.number(), n: z.number() });

export const compositionResponse: z.ZodType<Composition> = z.object({
  ...{ model: text, finding: text, referenceFrom: date, referenceTo: date, asOf: time },
  shares: z.array(
    z.object({
      ...{ by: z.enum(['site', 'viewPosition', 'portable', 'prevalence']), stratum: text, reference: mix, latest: mix },
      difference: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
      moved: z.boolean(),
      weeks: z.array(z.object({ start: date, share: number, n: z.number() })),
    }),
  ),
});

const incident = z.object({
  ...{ number: z.int(), title: text, state: z.enum(INCIDENT_STATES), resolution: text.nullable() },
  owner: z.object({ id: z.uuid(), name: text }).nullable(),
  ...{
    openedBy: text,
    openedAt: time,
    changedAt: time,
    closedAt: time.nullable(),
    alarms: z.int(),
    openAlarms: z.int(),
  },
});

export const incidentsResponse: z.ZodType<IncidentPage> = z.object({
  ...{ rows: z.array(incident), total: z.int(), nextCursor: text.nullable(), asOf: time },
});

const entry = z.object({
  ...{ id: z.uuid(), kind: z.enum(['note', 'state', 'owner', 'alarm']), note: text.nullable(), from: text.nullable() },
  ...{ to: text.nullable(), reason: text.nullable(), alarm: text.nullable(), undo: z.boolean(), by: text },
  ...{ name: text.nullable(), at: time },
});

export const incidentResponse: z.ZodType<IncidentDetail> = z.object({
  ...{ incident, alarms: z.array(alarm), history: z.array(entry), undoable: entry.nullable(), asOf: time },
});

const channel: z.ZodType<Channel> = z.object({
  ...{ id: z.uuid(), name: text, kind: z.enum(['webhook', 'email']), target: text, enabled: z.boolean() },
  ...{ events: z.array(z.enum(CHANNEL_EVENTS)), createdBy: text, createdAt: time, waiting: z.int(), failed: z.int() },
  ...{ lastOutcome: text.nullable(), lastAt: time.nullable() },
});

export const channelsResponse = z.object({ channels: z.array(channel) });

export const channelResponse: z.ZodType<ChannelWithSecret> = z.object({ channel, secret: text.nullable() });

export const testResponse = z.object({ deliveryId: z.uuid() });

export const deliveriesResponse: z.ZodType<DeliveryPage> = z.object({
  rows: z.array(
    z.object({
      ...{ id: z.uuid(), event: text, title: text, attempts: z.int(), notBefore: time, lastOutcome: text.nullable() },
      state: z.enum(['waiting', 'delivered', 'failed', 'summarised']),
      ...{ createdAt: time, deliveredAt: time.nullable() },
    }),
  ),
  ...{ nextCursor: text.nullable(), asOf: time },
});

/** A setting in force, as `readSetting` answers it. */
export const settingResponse = (value: z.ZodType) =>
  z.object({
    ...{ id: z.int().nullable(), value, reason: text.nullable() },
    ...{ changedBy: text.nullable(), changedAt: time.nullable() },
  });
