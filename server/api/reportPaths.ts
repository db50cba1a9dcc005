import { z } from 'zod';
import { reportRequest } from '@/server/reports/askReport';
import { reportContent } from '@/server/reports/content/reportContent';
import { reportState } from '@/server/reports/reportRow';
import { reportSetting, scheduleChange } from '@/server/reports/schedule';
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

/** Parameters of the list. */
export const reportPaging = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const reportsResponse = z.object({
  asOf: z.iso.datetime(),
  reports: z.array(reportState),
  nextCursor: z.string().nullable(),
});

const scheduleResponse = z.object({
  id: z.int().nullable(),
  value: reportSetting,
  reason: z.string().nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
});

const download: Json = { name: 'download', in: 'query', schema: { enum: ['1'] } };
const ONE: Json = { parameters: [path('reportId')] };
const PAGE: Json = { parameters: [path('reportId'), download] };

/** The part of the description that is about reports. */
export const REPORT_PATHS: Record<string, Json> = {
  '/api/v1/reports': {
    get: operation(
      'Model cards and audit reports',
      { 200: answer('A page, newest first', reportsResponse) },
      { parameters: parameters(reportPaging) },
    ),
    post: operation(
      'Ask for a model card or an audit report',
      { 202: answer('It is being made', reportState) },
      {
        parameters: [idempotencyKey],
        requestBody: { required: true, content: content(schemaOf(reportRequest, 'input')) },
      },
    ),
  },
  '/api/v1/reports/{reportId}': {
    get: operation('Where a report stands', { 200: answer('State and hashes', reportState) }, ONE),
  },
  '/api/v1/reports/{reportId}/cancel': {
    post: operation(
      'Stop a report that waits or runs',
      { 200: answer('State', reportState) },
      {
        parameters: [path('reportId'), idempotencyKey],
      },
    ),
  },
  '/api/v1/reports/{reportId}/page': {
    get: operation('A report as one HTML file', { 200: binary('HTML', 'text/html') }, PAGE),
  },
  '/api/v1/reports/{reportId}/pdf': {
    get: operation('A report as PDF', { 200: binary('PDF', 'application/pdf') }, ONE),
  },
  '/api/v1/reports/{reportId}/content.json': {
    get: operation(
      'What a report says, as canonical JSON (RFC 8785): the bytes that its hash is of',
      { 200: answer('The content', reportContent) },
      ONE,
    ),
  },
  '/api/v1/reports/schedule': {
    get: operation('Whether an audit report is made of each month', { 200: answer('In force', scheduleResponse) }),
    put: operation(
      'Change it; refused when somebody else did since it was read',
      { 200: answer('In force', scheduleResponse) },
      { requestBody: { required: true, content: content(schemaOf(scheduleChange, 'input')) } },
    ),
  },
};
