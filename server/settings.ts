import { join, resolve } from 'node:path';
import { z } from 'zod';
import { basePathSetting, flag, proxyList, publicUrlSetting } from './outside';

const port = z.coerce.number().int('must be a whole number').min(1, 'must be 1–65535').max(65535, 'must be 1–65535');
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/[^/]+\/[^/?]+/, 'must look like postgresql://user:password@host:5432/database');

/** What a person may set (README), then what `npm start` and `npm test` hand to the processes that they start. */
const variables = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: postgresUrl.optional(),
  SIGHTLINE_DATABASE_OWNER_URL: postgresUrl.optional(),
  SIGHTLINE_DATA_DIR: z.string().default('.data'),
  SIGHTLINE_DEMO: z.enum(['on', 'off'], { message: 'must be on or off' }).optional(),
  SIGHTLINE_RETENTION_MONTHS: z.coerce
    .number()
    .int('must be a whole number of months')
    .min(1, 'must be 1 or more')
    .max(1200, 'must be 1200 or fewer')
    .optional(),
  SIGHTLINE_EDIT_SHARE: z.coerce
    .number('must be a number')
    .min(0, 'must be 0 to 1')
    .max(1, 'must be 0 to 1')
    .default(0.02),
  SIGHTLINE_CHECK_VERSIONS: flag.default('off'),
  SIGHTLINE_API_KEY: z.string().min(16, 'must have at least 16 characters').max(200).optional(),
  SIGHTLINE_PUBLIC_URL: publicUrlSetting.optional(),
  SIGHTLINE_BASE_PATH: basePathSetting.optional(),
  SIGHTLINE_TRUSTED_PROXIES: proxyList.default([]),
  SIGHTLINE_INSECURE_HTTP: flag.default('off'),
  SIGHTLINE_OIDC_ISSUER: z.url('must be the address of the provider, as https://login.example.org/realm').optional(),
  SIGHTLINE_OIDC_CLIENT_ID: z.string().min(1).optional(),
  SIGHTLINE_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  SIGHTLINE_OIDC_ROLE_CLAIM: z.string().min(1).default('sightline_role'),
  SIGHTLINE_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must look like smtps://user:password@mail.example.org:465')
    .optional(),
  SIGHTLINE_SMTP_FROM: z.string().min(3).default('sightline@localhost'),
  SIGHTLINE_WEBHOOK_NETWORKS: proxyList.default([]),
  SIGHTLINE_TRAIL_KEY: z.string().optional(),
  NODE_ENV: z.enum(['production', 'development', 'test']).catch('production').default('production'),
  SIGHTLINE_EMBEDDED: z.literal('1').optional(),
  SIGHTLINE_TEST_DATABASE_URL: postgresUrl.optional(),
  CHROMIUM_PATH: z.string().optional(),
  npm_command: z.string().optional(),
});

export type Settings = {
  port: number;
  host: string;
  /** The database to use. Throws when the process was told none, as the supervisor before the embedded one is up. */
  readonly databaseUrl: string;
  /** DATABASE_URL as it was given. */
  givenDatabaseUrl: string | undefined;
  /** The login that migrates and owns the audit trail, where DATABASE_URL names another one. */
  givenOwnerUrl: string | undefined;
  /** The database is our own, under the data folder. */
  embedded: boolean;
  /** Absolute; a relative one counts from the working folder, which is the checkout under `npm start`. */
  dataDir: string;
  demo: boolean;
  apiKey: string | undefined;
  /** Whole months that results and images are kept for; undefined: for ever. */
  retentionMonths: number | undefined;
  /** Share of the images of each version that are edited by chance, 0–1; 0: none is edited unless asked for. */
  editShare: number;
  /** Every version is asked its golden answers again at the worker's start, also without an upgrade of the runtime. */
  checkVersions: boolean;
  /** Where browsers find us behind a proxy: origin alone, as `https://audit.example.org`. */
  publicOrigin: string | undefined;
  /** The path in front of all of ours, `''` or as `/sightline`. */
  basePath: string;
  /** Addresses and networks whose X-Forwarded-* headers are believed. */
  trustedProxies: readonly string[];
  /** The operator accepts that passwords and images cross a network in clear. */
  insecureHttp: boolean;
  /** The single sign-on provider (OpenID Connect); null: none. `roleClaim`: the claim that names the role. */
  oidc: { issuer: string; clientId: string; clientSecret: string; roleClaim: string } | null;
  /** The mail server that alarms go out by; null: none. Holds a password. */
  smtp: { url: string; from: string } | null;
  /** Private addresses and networks that webhooks may go to. */
  webhookNetworks: readonly string[];
  /** File with the Ed25519 private key (PEM) that signs checkpoints of the audit trail; in the data folder by default. */
  trailKey: string;
  mode: 'production' | 'development' | 'test';
  /** The server on which tests make their databases. */
  testDatabaseUrl: string | undefined;
  chromiumPath: string | undefined;
  /** Started by npm: then npm is our parent, and its end is ours. */
  byNpm: boolean;
};

/** Reads settings from `env`; an empty value counts as not set. Throws RangeError with one line that names what is wrong. */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    throw new RangeError(
      parsed.error.issues.map((issue) => settingProblem(issue.path[0], issue.message, env)).join('; '),
    );
  }
  const v = parsed.data;
  const publicPath = v.SIGHTLINE_PUBLIC_URL?.pathname.replace(/\/$/, '');
  if (publicPath && v.SIGHTLINE_BASE_PATH !== undefined && v.SIGHTLINE_BASE_PATH !== publicPath) {
    throw new RangeError(`SIGHTLINE_BASE_PATH=${v.SIGHTLINE_BASE_PATH}: SIGHTLINE_PUBLIC_URL ends in ${publicPath}`);
  }
  const embedded = v.DATABASE_URL === undefined || v.SIGHTLINE_EMBEDDED === '1';
  return {
    port: v.PORT,
    host: v.HOST,
    get databaseUrl() {
      if (v.DATABASE_URL === undefined)
        throw new RangeError('DATABASE_URL: not set; web and worker are started by npm start');
      return v.DATABASE_URL;
    },
    givenDatabaseUrl: v.DATABASE_URL,
    givenOwnerUrl: v.DATABASE_URL === undefined ? undefined : v.SIGHTLINE_DATABASE_OWNER_URL,
    embedded,
    dataDir: resolve(v.SIGHTLINE_DATA_DIR),
    demo: (v.SIGHTLINE_DEMO ?? (embedded ? 'on' : 'off')) === 'on',
    apiKey: v.SIGHTLINE_API_KEY,
    retentionMonths: v.SIGHTLINE_RETENTION_MONTHS,
    editShare: v.SIGHTLINE_EDIT_SHARE,
    checkVersions: v.SIGHTLINE_CHECK_VERSIONS === 'on',
    publicOrigin: v.SIGHTLINE_PUBLIC_URL?.origin,
    basePath: v.SIGHTLINE_BASE_PATH ?? publicPath ?? '',
    trustedProxies: v.SIGHTLINE_TRUSTED_PROXIES,
    insecureHttp: v.SIGHTLINE_INSECURE_HTTP === 'on',
    oidc: oidcOf(v),
    smtp: v.SIGHTLINE_SMTP_URL === undefined ? null : { url: v.SIGHTLINE_SMTP_URL, from: v.SIGHTLINE_SMTP_FROM },
    webhookNetworks: v.SIGHTLINE_WEBHOOK_NETWORKS,
    trailKey: v.SIGHTLINE_TRAIL_KEY ?? join(resolve(v.SIGHTLINE_DATA_DIR), 'trail-key.pem'),
    mode: v.NODE_ENV,
    testDatabaseUrl: v.SIGHTLINE_TEST_DATABASE_URL,
    chromiumPath: v.CHROMIUM_PATH,
    byNpm: v.npm_command !== undefined,
  };
}

/** All three or none: a provider that we cannot be a client of is an operator's slip. */
function oidcOf(v: z.infer<typeof variables>): Settings['oidc'] {
  const { SIGHTLINE_OIDC_ISSUER: issuer, SIGHTLINE_OIDC_CLIENT_ID: clientId } = v;
  const { SIGHTLINE_OIDC_CLIENT_SECRET: clientSecret, SIGHTLINE_OIDC_ROLE_CLAIM: roleClaim } = v;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined)
    return { issuer, clientId, clientSecret, roleClaim };
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  throw new RangeError(
    'SIGHTLINE_OIDC_ISSUER, SIGHTLINE_OIDC_CLIENT_ID, SIGHTLINE_OIDC_CLIENT_SECRET: set all three, or none',
  );
}

/** Values that may hold a secret are not repeated. */
function settingProblem(
  name: PropertyKey | undefined,
  message: string,
  env: Record<string, string | undefined>,
): string {
  const key = String(name);
  const secret = key.includes('URL') || key.includes('KEY') || key.includes('SECRET');
  return secret ? `${key}: ${message}` : `${key}=${env[key] ?? ''}: ${message}`;
}

let cached: Settings | undefined;

/** The settings of this process. */
export function settings(): Settings {
  cached ??= parseSettings(process.env);
  return cached;
}

/** A path of ours as a browser or another system has to ask for it, behind a reverse proxy too. */
export function publicPath(path: `/${string}`): string {
  const { basePath } = settings();
  return path === '/' && basePath !== '' ? basePath : `${basePath}${path}`;
}

/**
 * The environment of a child process: ours with `changes` on top (undefined removes a name). libpq's own variables are
 * dropped, so that a PGPORT of the shell does not reach our Postgres, and ONNX Runtime is told to report to nobody.
 */
export function environmentWith(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
  for (const name of Object.keys(env)) if (/^PG[A-Z]+$/.test(name)) delete env[name];
  return Object.assign(env, changes);
}
