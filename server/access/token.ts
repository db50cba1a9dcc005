import { createHash, randomBytes } from 'node:crypto';

/** A random secret of 256 bits, base64url; `prefix` tells people and leak scanners what it is. */
export const makeToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** What we keep of a secret: sha256 as hex. Secrets have 256 bits, so no salt and no slow hash is needed. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
