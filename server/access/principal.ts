import { z } from 'zod';

/**
 * What a caller may do. `ingest`: send images, predictions and truths; `read`: see; `register`: offer models and decide
 * what versions are used for; `review`: claim and judge cases; `share`: make and revoke audit links; `govern`: change
 * rules, thresholds, alarms and incidents, ask for reports; `trail`: read, verify and export the audit trail;
 * `administer`: accounts, keys, sessions of others, integrations. `unsuppressed`: may also read figures of fewer than
 * ten cases; for keys alone.
 */
export const SCOPES = [
  'ingest',
  'read',
  'register',
  'review',
  'share',
  'govern',
  'trail',
  'administer',
  'unsuppressed',
] as const;

export type Scope = (typeof SCOPES)[number];

/** What somebody who has the scope may do, after "may". */
export const SCOPE_WORDS: Record<Scope, string> = {
  ingest: 'send images and truths',
  read: 'see the audit',
  register: 'register models and decide on versions',
  review: 'review cases',
  share: 'make audit links',
  govern: 'change rules and alarms',
  trail: 'read the audit trail',
  administer: 'administer accounts and keys',
  unsuppressed: 'read figures of fewer than ten cases',
};

export const ROLES = ['admin', 'governance', 'clinician', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

/** What an account of each role may do. */
export const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  admin: SCOPES.filter((scope) => scope !== 'unsuppressed'),
  governance: ['ingest', 'read', 'register', 'review', 'share', 'govern', 'trail'],
  clinician: ['read', 'review'],
  viewer: ['read'],
};

const principalSchema = z.object({
  kind: z.enum(['key', 'session']),
  /** Names the caller without being a secret: the account's id, or the key's. */
  id: z.string(),
  /** null for keys. */
  role: z.enum(ROLES).nullable().default(null),
  scopes: z.array(z.enum(SCOPES)),
  /** The session that a person is signed in with; none for keys. */
  sessionId: z.uuid().optional(),
});

/** Who is asking, as the gate found out. */
export type Principal = z.infer<typeof principalSchema>;

/** The gate hands the principal on in this header; what a client sends under this name is dropped. */
export const PRINCIPAL_HEADER = 'x-sightline-principal';

/** The principal that the gate let in, or null when the request did not come through the gate. */
export function principalOf(headers: Headers): Principal | null {
  const value = headers.get(PRINCIPAL_HEADER);
  if (value === null) return null;
  const parsed = principalSchema.safeParse(JSON.parse(value));
  return parsed.success ? parsed.data : null;
}

/** The caller as records keep it: `account <id>`, or `key <id>`. */
export const whoOf = ({ kind, id }: Principal): string => `${kind === 'session' ? 'account' : 'key'} ${id}`;
