import { createServer } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { freePort } from '@/server/start/ports';

/** A person at the provider: `sub` and what it says of them. */
export type ProviderUser = {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
  [claim: string]: unknown;
};

export type OidcProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** People who may sign in, by what they type; may be changed at any time. */
  users: Map<string, ProviderUser>;
  close(): Promise<void>;
};

const CLIENT = { id: 'sightline', secret: 'a secret between the two of us' };

/**
 * A real OpenID Connect provider on this machine. Its page asks for a user's name, "User", and has a button "Continue".
 * `redirectUri`: where it may send browsers back to, `http://…/api/v1/auth/callback/oidc`.
 */
export async function startOidcProvider(
  redirectUri: string,
  users: Record<string, ProviderUser>,
): Promise<OidcProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const known = new Map(Object.entries(users));
  const provider = new Provider(issuer, configurationOf(redirectUri, known));
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (!url.pathname.startsWith('/interaction/')) return answer(request, response);
    const login = url.searchParams.get('login');
    if (login === null || !known.has(login)) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
      return;
    }
    void provider.interactionFinished(request, response, { login: { accountId: login } });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    users: known,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PAGE = `<!doctype html><title>Provider</title>
<form><label>User <input name="login"></label><button>Continue</button></form>`;

const configurationOf = (redirectUri: string, users: Map<string, ProviderUser>): Configuration => ({
  clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'sightline_role'] },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, login) => {
    const user = users.get(login);
    return user === undefined ? undefined : { accountId: login, claims: () => user };
  },
  // Who signed in has agreed: there is no page for that.
  async loadExistingGrant(context) {
    const { session, client, provider } = context.oidc;
    const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: client?.clientId ?? '' });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});
