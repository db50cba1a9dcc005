import canonicalize from 'canonicalize';
import type { TrailEntry } from './trailEntry';

/**
 * What is hashed of a record: canonical JSON (RFC 8785) of {actor, at, body, kind, subjects}.
 * @throws RangeError `trail body: …` for values that JSON cannot hold
 */
export function contentOf({ actor, at, body, kind, subjects }: TrailEntry): string {
  const content = canonicalize({ actor, at: at.toISOString(), body, kind, subjects: [...subjects] });
  if (content === undefined) throw new RangeError(`trail body: ${kind} is not JSON`);
  return content;
}
