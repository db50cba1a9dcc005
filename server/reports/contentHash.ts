import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ReportContent } from './content/reportContent';

/** The content as it is kept and hashed: canonical JSON (RFC 8785), UTF-8. */
export function contentBytes(content: ReportContent): Buffer {
  const text = canonicalize(content);
  if (text === undefined) throw new RangeError(`content: ${content.title} is not JSON`);
  return Buffer.from(text, 'utf8');
}

/** sha256 of `contentBytes`, by which page, PDF and audit trail name a report. */
export const contentHash = (content: ReportContent): string =>
  createHash('sha256').update(contentBytes(content)).digest('hex');
