import { z } from 'zod';

/** Sections that an item of a rule can point to; also the anchors of the page. */
export const SECTIONS = [
  'versions',
  'performance',
  'evidence',
  'maps',
  'reviews',
  'alarms',
  'decisions',
  'gaps',
  'definitions',
  'records',
] as const;
export type SectionId = (typeof SECTIONS)[number];

/**
 * One thing that a rule asks for. `here`: this report tells it; `partly`: some of it, `fill` says what is missing;
 * `missing`: nothing of it, `fill` says what would; `outside`: no report can tell it of this use.
 */
export const mappingItem = z.object({
  clause: z.string(),
  asks: z.string(),
  state: z.enum(['here', 'partly', 'missing', 'outside']),
  says: z.string(),
  sections: z.array(z.enum(SECTIONS)),
  fill: z.string().nullable(),
});
export type MappingItem = z.infer<typeof mappingItem>;

export const framework = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  items: z.array(mappingItem),
});
export type Framework = z.infer<typeof framework>;
