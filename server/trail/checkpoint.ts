import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/** What a signature is over is a claim of this type. */
export const CHECKPOINT_TYPE = 'sightline-trail-checkpoint-1';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** That the trail had this hash at this place at this time; Ed25519, base64, over `signedText`. */
export const checkpoint = z.object({
  type: z.literal(CHECKPOINT_TYPE),
  seq: z.number().int().positive(),
  hash: hex,
  at: z.iso.datetime(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().min(1).max(200),
});

export type Checkpoint = z.infer<typeof checkpoint>;

/** Checkpoints as they are held outside, with the keys (PEM) that they are verified by. */
export const checkpointFile = z.object({ checkpoints: z.array(checkpoint), publicKeys: z.array(z.string()) });

export type CheckpointFile = z.infer<typeof checkpointFile>;

/** Canonical JSON (RFC 8785) of {at, hash, keyId, seq, type}. */
export function signedText({ at, hash, keyId, seq, type }: Omit<Checkpoint, 'signature'>): string {
  const text = canonicalize({ at, hash, keyId, seq, type });
  if (text === undefined) throw new RangeError(`checkpoint: ${seq}`);
  return text;
}

/** The first 16 hex digits of the sha256 of a public key (SPKI, DER). */
export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(publicOf(key).export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

const publicOf = (key: KeyObject): KeyObject => (key.type === 'public' ? key : createPublicKey(key));

/** The public half as PEM. */
export const publicPem = (key: KeyObject): string => publicOf(key).export({ type: 'spki', format: 'pem' }).toString();

/** Signs a place of the trail with an Ed25519 private key. */
export function signPlace(place: { seq: number; hash: string }, at: Date, key: KeyObject): Checkpoint {
  const { seq, hash } = place;
  const claim = { type: CHECKPOINT_TYPE, seq, hash, at: at.toISOString(), keyId: keyIdOf(key) } as const;
  return { ...claim, signature: sign(null, Buffer.from(signedText(claim)), key).toString('base64') };
}

/** Whether one of the keys made the signature; false, too, when none of them is the key that it names. */
export function isSigned(signed: Checkpoint, keys: readonly KeyObject[]): boolean {
  const key = keys.find((one) => keyIdOf(one) === signed.keyId);
  if (key === undefined) return false;
  return verify(null, Buffer.from(signedText(signed)), publicOf(key), Buffer.from(signed.signature, 'base64'));
}
