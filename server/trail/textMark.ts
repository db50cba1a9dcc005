import { createHash } from 'node:crypto';

/** What the audit trail keeps of a person's free text: sha256 of its UTF-8 and its length in characters. */
export const textMark = (text: string): { sha256: string; length: number } => ({
  sha256: createHash('sha256').update(text).digest('hex'),
  length: text.length,
});
