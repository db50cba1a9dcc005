/** What a page may load and run. `host`: as the browser asked for it, or null when that cannot be a host. */
export type PolicyFacts = { nonce: string; host: string | null; secure: boolean; development: boolean };

/**
 * The Content-Security-Policy of a page. Scripts run by its nonce alone, and what these load. Attributes of style stay
 * allowed: charts place their marks by them, and a nonce cannot reach an attribute; elements of style need the nonce.
 */
export function contentSecurityPolicy({ nonce, host, secure, development }: PolicyFacts): string {
  const sockets = host === null ? [] : [`${secure ? 'wss' : 'ws'}://${host}`];
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    'script-src': [`'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", ...(development ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`])],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...sockets],
    'worker-src': ["'self'", 'blob:'],
    'frame-ancestors': ["'none'"],
    'frame-src': ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

/** Documents that bring a policy of their own, stricter than ours: of two policies a browser holds to both. */
export const hasOwnPolicy = (path: string): boolean => /^\/api\/v1\/reports\/[^/]+\/page$/.test(path);

/** Headers of every answer besides the policy. */
export function secureHeaders(secure: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), hid=(), midi=(), display-capture=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
    ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/** A host as it may stand in a policy; null for anything else, which would write directives of its own. */
export const policyHost = (host: string | undefined): string | null =>
  host !== undefined && /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? host : null;

/** The nonce of a policy, for a page's own inline script; undefined without one. */
export const nonceOf = (policy: string | null): string | undefined => /'nonce-([\w+/=-]+)'/.exec(policy ?? '')?.[1];
