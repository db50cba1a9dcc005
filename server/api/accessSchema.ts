import { z } from 'zod';
import { ROLES, SCOPES } from '@/server/access/principal';
import { plainText } from '@/server/problem/plainText';

const time = z.iso.datetime();
const email = z.email().max(200);
const role = z.enum(ROLES);
const token = z.string().min(1).max(200);
/** Checked for length and commonness where it is set; bounded here, since hashing is slow. */
const password = z.string().max(1_000);
const name = plainText(120);
const next = z.string().max(2_000).optional();

export const passwordSignIn = z.strictObject({ email: z.string().min(1).max(200), password, next });
export const linkAnswer = z.strictObject({
  token,
  name: name.optional(),
  email: email.optional(),
  password: password.optional(),
  next,
});
const answered = z.record(z.string(), z.unknown());
export const passkeySignIn = z.strictObject({ response: answered, next });
export const newPasskey = z.strictObject({ name, response: answered });
export const passwordChange = z.strictObject({ current: password.optional(), password });
export const ownChange = z.strictObject({ name });
export const accountChange = z
  .strictObject({
    ...{ name: name.optional(), role: role.optional(), disabled: z.boolean().optional() },
    /** With `disabled: true`: the API keys that it made end with it. */
    revokeKeys: z.literal(true).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'nothing to change')
  .refine(
    ({ revokeKeys, disabled }) => revokeKeys === undefined || disabled === true,
    'revokeKeys: only with disabled',
  );
export const newInvitation = z.strictObject({ email, role });
export const newKey = z.strictObject({
  name,
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  /** None: it works until it is revoked. */
  expiresAt: time.nullable().default(null),
});

/** Paging and form of lists of accounts and keys; `cursor`: id of the last one of the page before. */
export const accessList = z.object({
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  format: z.enum(['json', 'csv']).optional(),
});
/** Whose sessions; one's own without. */
export const sessionsQuery = z.object({ accountId: z.uuid().optional() });

export const signedInResponse = z.object({ accountId: z.uuid(), next: z.string() });

const methods = z.object({ password: z.boolean(), passkeys: z.int(), singleSignOn: z.boolean() });
export const whoAmIResponse = z.object({
  kind: z.enum(['key', 'session']),
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role: role.nullable(),
  scopes: z.array(z.enum(SCOPES)),
  sessionId: z.uuid().nullable(),
  methods: methods.nullable(),
});
const leftBehind = { liveKeys: z.int(), liveLinks: z.int() };
export const accountChanged = z.object({ done: z.literal(true), ...leftBehind });
const account = z.object({
  ...leftBehind,
  accountId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  methods,
  disabledAt: time.nullable(),
  lockedUntil: time.nullable(),
  lastSeenAt: time.nullable(),
  sessions: z.int(),
  createdAt: time,
});
export const accountsResponse = z.object({ rows: z.array(account), nextCursor: z.string().nullable() });
export const doneResponse = z.object({ done: z.literal(true) });
const link = { link: z.string().nullable(), expiresAt: time };
export const invitationResponse = z.object({ invitationId: z.uuid(), ...link });
export const resetResponse = z.object(link);
export const invitationsResponse = z.object({
  rows: z.array(
    z.object({
      invitationId: z.uuid(),
      email: z.string(),
      role,
      createdBy: z.string(),
      createdAt: time,
      expiresAt: time,
    }),
  ),
});
export const sessionsResponse = z.object({
  rows: z.array(
    z.object({
      sessionId: z.uuid(),
      accountId: z.uuid(),
      method: z.string().nullable(),
      address: z.string().nullable(),
      userAgent: z.string().nullable(),
      createdAt: time,
      seenAt: time.nullable(),
      expiresAt: time,
      current: z.boolean(),
    }),
  ),
});
export const endedResponse = z.object({ ended: z.int() });
export const passkeysResponse = z.object({
  rows: z.array(
    z.object({ passkeyId: z.uuid(), name: z.string().nullable(), createdAt: time.nullable(), synced: z.boolean() }),
  ),
});
export const passkeyResponse = z.object({ passkeyId: z.uuid() });
export const keysResponse = z.object({
  rows: z.array(
    z.object({
      keyId: z.uuid(),
      name: z.string(),
      hint: z.string().nullable(),
      scopes: z.array(z.enum(SCOPES)),
      createdBy: z.string().nullable(),
      createdAt: time,
      expiresAt: time.nullable(),
      lastUsedAt: time.nullable(),
      revokedAt: time.nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export const newKeyResponse = z.object({ keyId: z.uuid(), key: z.string().nullable() });
