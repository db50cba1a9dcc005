import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';

export const IMAGE_POLICIES = ['none', 'attribution', 'body', 'cropped'] as const;

/**
 * What is shown of a radiograph. `none`: nothing; `attribution`: outlines alone, the map over them; `body`: what lies
 * within the outline of the body; `cropped`: the picture without its frame. Found marks are blank in all of them.
 */
export type ImagePolicy = (typeof IMAGE_POLICIES)[number];

/** What a link lets through; what is off is not in the page at all. */
export const linkPolicy = z.strictObject({
  image: z.enum(IMAGE_POLICIES).default('body'),
  map: z.boolean().default(true),
  score: z.boolean().default(true),
  ledger: z.boolean().default(true),
  edits: z.boolean().default(true),
  reviews: z.boolean().default(false),
  metadata: z.boolean().default(false),
});

export type LinkPolicy = z.infer<typeof linkPolicy>;

/** The switches of a policy besides the picture, in the order of a page. */
export const POLICY_FIELDS = ['map', 'score', 'ledger', 'edits', 'reviews', 'metadata'] as const;

/** A page of hundreds of cases is an export, and is made elsewhere. */
export const MOST_CASES = 200;

const model = plainText(200);
const finding = plainText(100);

/** What a link is about. Without model or finding each case shows the one furthest above its baseline. */
export const linkSubject = z.discriminatedUnion('scope', [
  z.strictObject({
    scope: z.literal('case'),
    instanceId: z.uuid(),
    model: model.optional(),
    finding: finding.optional(),
  }),
  z.strictObject({
    scope: z.literal('selection'),
    instanceIds: z.array(z.uuid()).min(1).max(MOST_CASES),
    model: model.optional(),
    finding: finding.optional(),
  }),
  z.strictObject({ scope: z.literal('finding'), model, finding }),
  z.strictObject({ scope: z.literal('report'), reportId: z.uuid() }),
]);

export type LinkSubject = z.infer<typeof linkSubject>;

/** Longest life of a link, and the usual one. */
export const MOST_DAYS = 90;
export const USUAL_DAYS = 7;

/** The body of `POST /api/v1/links`. */
export const newLink = z.strictObject({
  /** For the list of links; the receiver does not see it. */
  label: plainText(120).pipe(z.string().trim().min(1, 'name the link')),
  subject: linkSubject,
  policy: linkPolicy.prefault({}),
  /** Shows things as they are now, whatever happens later. */
  frozen: z.boolean().default(false),
  days: z.number().int().min(1).max(MOST_DAYS).default(USUAL_DAYS),
  passcode: z.string().min(6, 'at least 6 characters').max(100).optional(),
  /** Visits, not pages: a browser that opened the link may come back. */
  viewCap: z.number().int().min(1).max(10_000).optional(),
});

export type NewLink = z.output<typeof newLink>;

/** The cases of a subject, in its order; empty for findings and reports. */
export const casesOf = (subject: LinkSubject): string[] =>
  subject.scope === 'case'
    ? [subject.instanceId]
    : subject.scope === 'selection'
      ? [...new Set(subject.instanceIds)]
      : [];
