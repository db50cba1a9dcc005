import { z } from 'zod';
import { applyRequest } from '@/server/review/applyRule';
import { itemsRequest, withdrawalRequest } from '@/server/review/askItems';
import { claimRequest } from '@/server/review/claimNext';
import { unaidedAnswer, verdictAnswer } from '@/server/review/commitRead';
import { flagRuleChange, flagRuleRequest } from '@/server/review/flagRule';
import { previewRequest } from '@/server/review/previewRule';
import { reviewSettingsChange } from '@/server/review/reviewSettings';
import { flagRulesResponse, flagsResponse, rulePreviewResponse } from './flagSchema';
import { answer, content, idempotencyKey, type Json, operation, parameters, path, schemaOf } from './openapiParts';
import { flagsQuery, reviewPaging, reviewStatisticsQuery, reviewsQuery } from './reviewQuery';
import {
  claimedResponse,
  doneReadsResponse,
  itemsResponse,
  queueStateResponse,
  readResponse,
  reviewSettingsResponse,
  reviewStatisticsResponse,
  reviewsResponse,
} from './reviewSchema';

const body = (schema: z.ZodType): Json => ({
  parameters: [idempotencyKey],
  requestBody: { required: true, content: content(schemaOf(schema, 'input')) },
});
const nothing = z.strictObject({});
const read = (summary: string, schema: z.ZodType): Json => ({
  parameters: [path('readId')],
  post: operation(summary, { 200: answer('The case as its reader may see it now', readResponse) }, body(schema)),
});

/** The part of the description that is about flags and what they are raised by. */
const FLAG_PATHS: Record<string, Json> = {
  '/api/v1/flag-rules': {
    get: operation('The rules that flag cases', { 200: answer('Oldest first', flagRulesResponse) }),
    post: operation(
      'Make a rule; it flags what is read from now on',
      { 201: answer('Its id', z.object({ ruleId: z.uuid() })) },
      body(flagRuleRequest),
    ),
  },
  '/api/v1/flag-rules/{ruleId}': {
    parameters: [path('ruleId')],
    put: operation(
      'Change a rule, or switch it off; the flags that it raised stay',
      { 200: answer('When it was changed', z.object({ ruleId: z.uuid(), changedAt: z.iso.datetime() })) },
      body(flagRuleChange),
    ),
    delete: operation(
      'Take a rule out of force; the flags that it raised stay',
      { 200: answer('Done', z.object({ removed: z.literal(true) })) },
      body(withdrawalRequest),
    ),
  },
  '/api/v1/flag-rules/{ruleId}/application': {
    parameters: [path('ruleId')],
    post: operation(
      'Hold the rules against the newest stored predictions that this one covers',
      { 202: answer('How many images were asked for', z.object({ asked: z.int() })) },
      body(applyRequest),
    ),
  },
  '/api/v1/flag-rules/preview': {
    post: operation(
      'How many of the newest predictions a rule would flag; nothing is kept',
      { 200: answer('What it would flag', rulePreviewResponse) },
      body(previewRequest),
    ),
  },
  '/api/v1/flags': {
    get: operation(
      'The flags that rules raised',
      { 200: answer('Newest first', flagsResponse) },
      { parameters: parameters(flagsQuery) },
    ),
  },
};

/** The part of the description that is about the queue of cases and what readers say. */
export const REVIEW_PATHS: Record<string, Json> = {
  ...FLAG_PATHS,
  '/api/v1/review': {
    get: operation('How the queue stands for the reader', { 200: answer('Counts', queueStateResponse) }),
  },
  '/api/v1/review/claims': {
    post: operation(
      'Claim the next case, or one of an item; a case that is held already is answered again',
      { 200: answer('The case; null when nothing waits for this reader', claimedResponse) },
      body(claimRequest),
    ),
  },
  '/api/v1/review/reads': {
    get: operation(
      'What the reader has done',
      { 200: answer('Newest first', doneReadsResponse) },
      { parameters: parameters(reviewPaging) },
    ),
  },
  '/api/v1/review/reads/{readId}': {
    parameters: [path('readId')],
    get: operation('A case that the reader holds or has done', { 200: answer('The case', readResponse) }),
  },
  '/api/v1/review/reads/{readId}/heartbeat': {
    parameters: [path('readId')],
    post: operation(
      'A sign of life: the claim holds for its minutes again',
      { 200: answer('Until when', z.object({ expiresAt: z.iso.datetime() })) },
      body(nothing),
    ),
  },
  '/api/v1/review/reads/{readId}/release': {
    parameters: [path('readId')],
    post: operation(
      'Give a case back',
      { 200: answer('Done', z.object({ released: z.literal(true) })) },
      body(nothing),
    ),
  },
  '/api/v1/review/reads/{readId}/unaided': read('Say what is seen before score and map are shown', unaidedAnswer),
  '/api/v1/review/reads/{readId}/verdict': read(
    'Say whether the model is right, and for the right reason',
    verdictAnswer,
  ),
  '/api/v1/review/reads/{readId}/undo': read('Take the own verdict back', nothing),
  '/api/v1/review/items': {
    get: operation(
      'Cases that wait',
      { 200: answer('Oldest first', itemsResponse) },
      { parameters: parameters(reviewPaging) },
    ),
    post: operation(
      'Put cases into the queue',
      {
        200: answer('What became of them', z.object({ queued: z.int(), unchanged: z.int(), missing: z.int() })),
      },
      body(itemsRequest),
    ),
  },
  '/api/v1/review/items/{itemId}/withdrawal': {
    parameters: [path('itemId')],
    post: operation(
      'Take a case out of the queue',
      { 200: answer('Done', z.object({ withdrawn: z.literal(true) })) },
      body(withdrawalRequest),
    ),
  },
  '/api/v1/review/settings': {
    get: operation('How cases come into the queue and how they are read', {
      200: answer('Settings and who changed them', reviewSettingsResponse),
    }),
    put: operation(
      'Change that',
      { 200: answer('Settings and who changed them', reviewSettingsResponse) },
      body(reviewSettingsChange),
    ),
  },
  '/api/v1/review/statistics': {
    get: operation(
      'Agreement of readers, overrides and times, of finished items',
      { 200: answer('Figures with n, interval and the cases behind them', reviewStatisticsResponse) },
      { parameters: parameters(reviewStatisticsQuery) },
    ),
  },
  '/api/v1/reviews': {
    get: operation(
      'What readers said of finished items',
      { 200: answer('Newest first', reviewsResponse) },
      { parameters: parameters(reviewsQuery) },
    ),
  },
};
