import { z } from 'zod';
import { linkContent } from './linkContent';

/** What a frozen link shows: its content, and the files of its pictures by pseudonym. */
export const frozen = z.object({ content: linkContent, pictures: z.record(z.string(), z.string()) });

export type Frozen = z.infer<typeof frozen>;
