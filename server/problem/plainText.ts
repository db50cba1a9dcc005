import { z } from 'zod';

/**
 * Control characters would forge lines of logs and tables; NUL and halves of a surrogate pair cannot be stored; the others
 * hide or turn text.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** Text that may be stored and shown as it is: trimmed, 1 to `max` characters, nothing unprintable. */
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !UNPRINTABLE.test(text), 'no control or invisible characters');
