import { z } from 'zod';

/** `unsuppressed`: may also read figures of fewer than ten cases; for keys alone. */
export const SCOPES = ['ingest', 'read', 'register', 'unsuppressed'] as const;

export type Scope = (typeof SCOPES)[number];

/** What a signed-in browser may do. */
export const SESSION_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== 'unsuppressed');

const principalSchema = z.object({
  kind: z.enum(['key', 'session']),
  /** First 16 hex digits of the hash of the key or the session: names the caller without being the secret. */
  id: z.string(),
  scopes: z.array(z.enum(SCOPES)),
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
