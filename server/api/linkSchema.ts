import { z } from 'zod';
import { IMAGE_POLICIES, linkPolicy, linkSubject } from '@/server/links/linkPolicy';
import type { LinkList, LinkSummary, LinkView } from '@/server/links/listLinks';

/** Parameters of lists of links and of their views. */
export const linksQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  format: z.enum(['json', 'csv']).optional(),
});

export const linkPictureQuery = z.object({ image: z.enum(IMAGE_POLICIES) });

export const linkRevocation = z.strictObject({});

const time = z.iso.datetime();

export const linkResponse: z.ZodType<LinkSummary> = z.object({
  id: z.uuid(),
  label: z.string(),
  subject: linkSubject,
  policy: linkPolicy,
  state: z.enum(['open', 'expired', 'revoked', 'used-up']),
  frozenAt: time.nullable(),
  expiresAt: time,
  viewCap: z.int().nullable(),
  views: z.int(),
  lastViewAt: time.nullable(),
  hasPasscode: z.boolean(),
  createdBy: z.string(),
  createdAt: time,
  revokedBy: z.string().nullable(),
  revokedAt: time.nullable(),
});

export const linksResponse: z.ZodType<LinkList> = z.object({
  rows: z.array(linkResponse),
  nextCursor: z.string().nullable(),
  asOf: time,
});

/** `path` has the token: it is told once. */
export const linkCreatedResponse = z.object({ link: linkResponse, path: z.string().nullable() });

export const linkRevokedResponse = z.object({ id: z.uuid(), revokedAt: time });

const view: z.ZodType<LinkView> = z.object({
  id: z.string(),
  at: time,
  outcome: z.string(),
  shown: z.string().nullable(),
  visitor: z.string().nullable(),
});

export const linkViewsResponse = z.object({ rows: z.array(view), nextCursor: z.string().nullable() });

export const linkColumns = [
  ...['link_id', 'label', 'scope', 'state', 'image', 'frozen_at', 'expires_at', 'view_cap', 'views', 'last_view_at'],
  ...['has_passcode', 'created_by', 'created_at', 'revoked_by', 'revoked_at'],
];

export const linkCells = (link: LinkSummary) => [
  ...[link.id, link.label, link.subject.scope, link.state, link.policy.image, link.frozenAt, link.expiresAt],
  ...[link.viewCap, link.views, link.lastViewAt, link.hasPasscode, link.createdBy, link.createdAt],
  ...[link.revokedBy, link.revokedAt],
];

export const viewColumns = ['at', 'outcome', 'shown', 'visitor'];

export const viewCells = ({ at, outcome, shown, visitor }: LinkView) => [at, outcome, shown, visitor];
