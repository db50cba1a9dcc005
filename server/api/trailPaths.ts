import { z } from 'zod';
import { trailFilter, trailPaging, trailRange } from '@/server/queries/trail';
import { checkpoint, checkpointFile } from '@/server/trail/checkpoint';
import { trailState } from './analysisResponses';
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
import { toldExport } from './toldExport';

/** `content` is null while it is held back from a reader. */
const record = z.object({
  ...{ seq: z.int(), at: z.iso.datetime(), kind: z.string(), actor: z.string(), actorName: z.string().nullable() },
  ...{ subjects: z.array(z.string()), content: z.string().nullable(), previous: z.string(), hash: z.string() },
});

const trailResponse = z.object({
  asOf: z.iso.datetime(),
  rows: z.array(record),
  nextCursor: z.string().nullable(),
});

const statusResponse = z.object({
  ...{ records: z.int(), hash: z.string(), guard: z.enum(['permissions', 'triggers', 'nothing']) },
  ...{ checkpoint: checkpoint.nullable(), checkpoints: z.int(), verification: trailState.nullable() },
});

const keyPlace = z.object({ seq: z.int(), at: z.iso.datetime() }).nullable();

/** `fingerprint`: sha256 of the public key (SPKI, DER). With `pem` null where the trail vouches for no key of this id. */
const signingKey = z.object({
  ...{ keyId: z.string(), fingerprint: z.string().nullable(), pem: z.string().nullable(), checkpoints: z.int() },
  ...{ from: keyPlace, to: keyPlace, current: z.boolean() },
});

const keysResponse = z.object({ asOf: z.iso.datetime(), rows: z.array(signingKey) });

const csvFormat: Json = { name: 'format', in: 'query', schema: { enum: ['csv'] } };

const signedResponse = z.object({ checkpoint, made: z.boolean() });

const nothing: Json = {
  parameters: [idempotencyKey],
  requestBody: { required: true, content: content(schemaOf(z.strictObject({}), 'input')) },
};

/** The part of the description that is about the audit trail; all but telling of an export needs the scope `trail`. */
export const TRAIL_PATHS: Record<string, Json> = {
  '/api/v1/trail': {
    get: operation(
      'Records of the audit trail',
      { 200: answer('A page, newest first', trailResponse) },
      { parameters: [...parameters(trailFilter), ...parameters(trailPaging)] },
    ),
  },
  '/api/v1/exports': {
    post: operation(
      'Tell of a file that a page made of its own figures',
      { 200: answer('The audit trail has it', z.object({ recorded: z.literal(true) })) },
      {
        parameters: [idempotencyKey],
        requestBody: { required: true, content: content(schemaOf(toldExport, 'input')) },
      },
    ),
  },
  '/api/v1/trail.csv': {
    get: operation(
      'All records of a filter',
      { 200: binary('CSV', 'text/csv') },
      { parameters: parameters(trailFilter) },
    ),
  },
  '/api/v1/trail/checkpoints': {
    get: operation('All checkpoints with the public key, to be held outside', {
      200: answer('Checkpoints, oldest first', checkpointFile),
    }),
    post: operation(
      'Sign the end of the audit trail',
      { 200: answer('The checkpoint, and whether it is new', signedResponse) },
      nothing,
    ),
  },
  '/api/v1/trail/keys': {
    get: operation(
      'Public keys that ever signed checkpoints',
      { 200: answer('The one that signs now first', keysResponse) },
      { parameters: [csvFormat] },
    ),
  },
  '/api/v1/trail/keys/{keyId}': {
    get: operation('A public key', { 200: binary('PEM', 'application/x-pem-file') }, { parameters: [path('keyId')] }),
  },
  '/api/v1/trail/bundle': {
    get: operation(
      'Records that verify by themselves: with checkpoints, public key and a program that needs only Node',
      { 200: binary('tar', 'application/x-tar') },
      { parameters: parameters(trailRange) },
    ),
  },
  '/api/v1/trail/verification': {
    get: operation('Where the audit trail and its last verification stand', {
      200: answer('Records, checkpoint, verification', statusResponse),
    }),
    post: operation('Verify the whole audit trail anew', { 202: answer('It is under way', trailState) }, nothing),
  },
};
