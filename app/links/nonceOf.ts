/** The nonce of the policy that the page is sent with; undefined without one. */
export const nonceOf = (headers: Headers): string | undefined =>
  /'nonce-([A-Za-z0-9+/=]+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
