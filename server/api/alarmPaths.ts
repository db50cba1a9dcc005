import { z } from 'zod';
import { incidentSetting } from '@/server/alarms/attachToIncident';
import { incidentChange } from '@/server/alarms/changeIncident';
import { ruleChange } from '@/server/alarms/changeRule';
import { channelChange, channelDraft, deliveryPaging } from '@/server/alarms/channels';
import { incidentFilter } from '@/server/alarms/incidents';
import { alarmFilter } from '@/server/alarms/listAlarms';
import { quietHours } from '@/server/alarms/quietHours';
import { incidentSettingChange, quietHoursChange } from '@/server/alarms/settings';
import { ruleDraft } from '@/server/alarms/statistic';
import * as schema from './alarmSchema';
import {
  answer,
  binary,
  content,
  idempotencyKey,
  type Json,
  operation,
  parameters,
  path,
  schemaOf,
} from './openapiParts';

const body = (asked: z.ZodType): Json => ({
  parameters: [idempotencyKey],
  requestBody: { required: true, content: content(schemaOf(asked, 'input')) },
});
const csv = (what: string, rest: Json = {}): Json => operation(what, { 200: binary('CSV', 'text/csv') }, rest);
const both = (description: string, json: z.ZodType): Json => ({
  200: { description, content: { ...content(schemaOf(json)), ...content({ type: 'string' }, 'text/csv') } },
});

const RULE_PATHS: Record<string, Json> = {
  '/api/v1/alarm-rules': {
    get: operation('The rules of alarms', { 200: answer('By name', schema.rulesResponse) }),
    post: operation(
      'Make a rule: one statistic, always within site and view',
      { 201: answer('The rule', schema.ruleResponse) },
      body(ruleDraft),
    ),
  },
  '/api/v1/alarm-rules/preview': {
    post: operation(
      'What a rule would have raised in the past; "counting": ask again in a moment',
      { 200: answer('The preview', schema.previewResponse) },
      body(ruleDraft),
    ),
  },
  '/api/v1/alarm-rules/{ruleId}': {
    parameters: [path('ruleId')],
    get: operation('A rule', { 200: answer('The rule', schema.ruleResponse) }),
    post: operation(
      'Change a rule, switch it on or off, remove it or bring it back',
      { 200: answer('The rule', schema.ruleResponse) },
      body(ruleChange),
    ),
  },
};

const LIST_PATHS: Record<string, Json> = {
  '/api/v1/alarms': {
    get: operation(
      'Alarms, by default those that last',
      { 200: answer('A page, newest first', schema.alarmsResponse) },
      { parameters: parameters(alarmFilter) },
    ),
  },
  '/api/v1/alarms.csv': {
    get: csv('All alarms of a filter', { parameters: parameters(alarmFilter.pick({ state: true, rule: true })) }),
  },
  '/api/v1/alarms/composition': {
    get: operation(
      'Who comes against a reference period: shares of sites, views, portable images, and prevalence',
      both('JSON, or with format=csv one week of one share a line', schema.compositionResponse),
      { parameters: parameters(schema.compositionQuery) },
    ),
  },
  '/api/v1/alarms/{alarmId}': {
    parameters: [path('alarmId')],
    get: operation('An alarm with the course of its sequence', { 200: answer('The alarm', schema.alarmResponse) }),
  },
  '/api/v1/alarms/{alarmId}/sequence.csv': {
    parameters: [path('alarmId')],
    get: csv('The course of an alarm’s sequence, a day a line'),
  },
};

const INCIDENT_PATHS: Record<string, Json> = {
  '/api/v1/incidents': {
    get: operation(
      'Incidents, by default those that are open',
      { 200: answer('A page, newest first', schema.incidentsResponse) },
      { parameters: parameters(incidentFilter) },
    ),
  },
  '/api/v1/incidents.csv': {
    get: csv('All incidents of a filter', { parameters: parameters(incidentFilter.pick({ state: true })) }),
  },
  '/api/v1/incidents/setting': {
    get: operation('Whether alarms of a rule share an incident', {
      200: answer('In force', schema.settingResponse(incidentSetting)),
    }),
    post: operation(
      'Change whether alarms of a rule share an incident',
      { 200: answer('In force', schema.settingResponse(incidentSetting)) },
      body(incidentSettingChange),
    ),
  },
  '/api/v1/incidents/{number}': {
    parameters: [path('number')],
    get: operation('An incident with its alarms and its history', {
      200: answer('The incident', schema.incidentResponse),
    }),
    post: operation(
      'Write a note, hand it over, change its state, or undo the latest change',
      { 200: answer('The incident', schema.incidentResponse) },
      body(incidentChange),
    ),
  },
  '/api/v1/incidents/{number}/history.csv': {
    parameters: [path('number')],
    get: csv('The history of an incident'),
  },
};

const CHANNEL_PATHS: Record<string, Json> = {
  '/api/v1/channels': {
    get: operation('Where alarms are told', { 200: answer('By name', schema.channelsResponse) }),
    post: operation(
      'Make a channel; the secret of a webhook is told in this answer only',
      { 201: answer('The channel', schema.channelResponse) },
      body(channelDraft),
    ),
  },
  '/api/v1/channels/quiet-hours': {
    get: operation('When nobody is told', { 200: answer('In force', schema.settingResponse(quietHours)) }),
    post: operation(
      'Change when nobody is told',
      { 200: answer('In force', schema.settingResponse(quietHours)) },
      body(quietHoursChange),
    ),
  },
  '/api/v1/channels/{channelId}': {
    parameters: [path('channelId')],
    post: operation(
      'Switch a channel on or off, change its events, make a new secret, remove it or bring it back',
      { 200: answer('The channel', schema.channelResponse) },
      body(channelChange),
    ),
  },
  '/api/v1/channels/{channelId}/test': {
    parameters: [path('channelId')],
    post: operation('Send a test', { 202: answer('Planned', schema.testResponse) }, body(z.strictObject({}))),
  },
  '/api/v1/channels/{channelId}/deliveries': {
    parameters: [path('channelId')],
    get: operation(
      'What a channel was told, and how that went',
      { 200: answer('A page, newest first', schema.deliveriesResponse) },
      { parameters: parameters(deliveryPaging) },
    ),
  },
  '/api/v1/channels/{channelId}/deliveries.csv': {
    parameters: [path('channelId')],
    get: csv('All that a channel was told'),
  },
};

/** The part of the description that is about alarms, incidents and channels. */
export const ALARM_PATHS: Record<string, Json> = { ...RULE_PATHS, ...LIST_PATHS, ...INCIDENT_PATHS, ...CHANNEL_PATHS };
