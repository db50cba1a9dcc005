import { randomBytes, randomUUID } from 'node:crypto';
import { passkey } from '@better-auth/passkey';
import { APIError, betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { genericOAuth } from 'better-auth/plugins';
import type { Db } from '@/server/db/client';
import { type Settings, settings } from '@/server/settings';
import { renamedTable } from './renamedTable';

/** The provider's name in the table of credentials and in the path of its answer. */
export const OIDC = 'oidc';

/** Where the library's own calls would be; of them only the provider's answer is reachable. */
export const AUTH_PATH = '/api/v1/auth';

export type Oidc = NonNullable<Settings['oidc']>;

export type LibraryOptions = {
  db: Db;
  /** As the browser sees us, `https://audit.example.org`. */
  origin: string;
  /** Whom a passkey is being added for. */
  registering?: { id: string; name: string };
  /** The provider of single sign-on. */
  oidc?: Oidc;
  /** Told of the claims of who signs in by the provider. */
  onProfile?: (claims: Record<string, unknown>) => void;
};

/**
 * The library for one request: it does the ceremonies (passkeys, the exchange with the provider) and knows who passed.
 * Sessions are ours: those that it would open go nowhere, so that no token is ever stored in clear.
 */
export async function openLibrary({ db, origin, registering, oidc, onProfile }: LibraryOptions) {
  const { basePath } = settings();
  const host = new URL(origin).hostname;
  return betterAuth({
    appName: 'Sightline',
    baseURL: origin,
    basePath: `${basePath}${AUTH_PATH}`,
    secret: await librarySecret(db),
    database: prismaAdapter(tablesOf(db), { provider: 'postgresql', transaction: false }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: [origin],
    session: { disableSessionRefresh: true },
    verification: { storeIdentifier: 'hashed' },
    onAPIError: { errorURL: `${origin}${basePath}/signin` },
    account: {
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: true },
    },
    advanced: {
      cookiePrefix: 'sightline',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { path: basePath || '/', sameSite: 'lax', httpOnly: true },
      database: { generateId: () => randomUUID() },
    },
    databaseHooks: {
      account: {
        // We call nothing in anybody's name: the provider's tokens are of no use here.
        create: {
          before: async (row) => ({ data: { ...row, accessToken: null, refreshToken: null, idToken: null } }),
        },
      },
    },
    plugins: [
      passkeyPlugin(origin, host, registering),
      ...(oidc === undefined ? [] : [providerPlugin(oidc, onProfile)]),
    ],
  });
}

export type Library = Awaited<ReturnType<typeof openLibrary>>;

const passkeyPlugin = (origin: string, host: string, registering: LibraryOptions['registering']) =>
  passkey({
    rpID: host,
    rpName: 'Sightline',
    origin,
    schema: { passkey: { fields: { userId: 'accountId', credentialID: 'credentialId' } } },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      requireSession: false,
      resolveUser: () => {
        if (registering === undefined) throw new APIError('UNAUTHORIZED', { message: 'sign in first' });
        return { ...registering, displayName: registering.name };
      },
      afterVerification: ({ verification, user }) => {
        if (user.id !== registering?.id || verification.registrationInfo?.userVerified !== true) throw unverified();
      },
    },
    authentication: {
      afterVerification: ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw unverified();
      },
    },
  });

/** A passkey stands for a password: whoever merely found the device must not get in. */
const unverified = (): APIError =>
  new APIError('UNAUTHORIZED', { message: 'the authenticator did not verify its user' });

const providerPlugin = (oidc: Oidc, onProfile: LibraryOptions['onProfile']) =>
  genericOAuth({
    config: [
      {
        providerId: OIDC,
        discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        requireIdTokenVerification: true,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        scopes: ['openid', 'profile', 'email'],
        pkce: true,
        mapProfileToUser: (profile) => {
          onProfile?.(profile);
          return { name: nameOf(profile) };
        },
      },
    ],
  });

const nameOf = ({ name, preferred_username: username, email }: Record<string, unknown>): string =>
  [name, username, email].find((text): text is string => typeof text === 'string' && text !== '') ?? 'Unnamed';

const CREDENTIAL_NAMES = new Map([
  ['userId', 'accountId'],
  ['accountId', 'providerAccountId'],
]);

/** Our tables under the library's names. Its sessions are answered as if kept, and are not. */
function tablesOf(db: Db) {
  const nothing = async (): Promise<null> => null;
  return {
    user: db.account,
    account: renamedTable(db.credential, CREDENTIAL_NAMES),
    verification: db.verification,
    passkey: db.passkey,
    session: {
      create: async ({ data }: { data: Record<string, unknown> }) => data,
      findFirst: nothing,
      findMany: async () => [],
      deleteMany: async () => ({ count: 0 }),
    },
  };
}

/** Signs cookies and states of ceremonies; made at first use. */
async function librarySecret(db: Db): Promise<string> {
  const name = 'sign-in';
  await db.secret.createMany({ data: [{ name, value: new Uint8Array(randomBytes(32)) }], skipDuplicates: true });
  const { value } = await db.secret.findUniqueOrThrow({ where: { name } });
  return Buffer.from(value).toString('base64url');
}
