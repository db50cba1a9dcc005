import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** What proxies say about the request that they pass on. Anybody can write these headers. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
] as const;

export type Believes = (address: string | undefined) => boolean;

/** Answers whether a peer is one of the configured proxies: addresses and networks, as `10.0.0.5` or `10.0.0.0/8`. */
export function trustOf(proxies: readonly string[]): Believes {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    // A socket that takes both families shows IPv4 peers as ::ffff:10.0.0.5.
    const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
}

/**
 * Leaves of the forwarding headers only what can be believed, in place: nothing from a stranger; from a proxy the last
 * value of each, which is the proxy's own, and the scheme only as http or https.
 */
export function keepBelievable(headers: IncomingHttpHeaders, peer: string | undefined, believes: Believes): void {
  const trusted = believes(peer);
  for (const name of FORWARDED) {
    const last =
      trusted && name !== 'forwarded'
        ? String(headers[name] ?? '')
            .split(',')
            .at(-1)
            ?.trim()
        : undefined;
    if (last) headers[name] = last;
    else delete headers[name];
  }
  const scheme = headers['x-forwarded-proto'];
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') delete headers['x-forwarded-proto'];
}
