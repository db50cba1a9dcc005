import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import type { ZoneName } from '@/server/audit/zone';
import { type InstanceAttributes, mergeAttributes } from '../attributes';
import type { KeyedHash } from '../keyedHash';
import type { PredictionLine } from './predictionLine';

/** A line with its number, counted from 1. */
export type NumberedLine = { line: number; prediction: PredictionLine };

/** A mask whose bytes are in the store. `area`: share of the image. */
export type SentMask = { zone: ZoneName; sha256: string; height: number; width: number; area: number };

/** A line whose instance is known by id, or by the key of what the sender calls it. */
export type PreparedLine = NumberedLine & {
  /** `id <uuid>` or `key <site> <hash>`: what makes lines speak of the same instance. */
  ref: string;
  target: { id: string } | { key: string; attributes: InstanceAttributes };
  zones: ZoneMasks;
  masks: SentMask[];
};

/** What the sender calls an image never reaches the database in clear; the same name at another site is another image. */
export const instanceKey = (hash: KeyedHash, site: string, externalId: string): string =>
  hash(`instance:${site}:${externalId}`);

export const refOfId = (id: string): string => `id ${id}`;
export const refOfKey = (site: string, key: string): string => `key ${key} ${site}`;

/** @throws RangeError for an instance without id, externalId and site, which the schema lets nobody send */
export function prepareLine({ line, prediction }: NumberedLine, hash: KeyedHash): PreparedLine {
  const { id, externalId, ...metadata } = prediction.instance;
  const plain = { line, prediction, zones: {}, masks: [] };
  if (id !== undefined) return { ...plain, ref: refOfId(id), target: { id } };
  if (externalId === undefined || metadata.site === undefined)
    throw new RangeError(`instance of line ${line}: unnamed`);
  const key = instanceKey(hash, metadata.site, externalId);
  const attributes = mergeAttributes(metadata, null, hash);
  return { ...plain, ref: refOfKey(metadata.site, key), target: { key, attributes } };
}
