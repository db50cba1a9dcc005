import { BlockList, isIP } from 'node:net';

/** Networks that no message goes to unless they are allowed by name (IANA's special-purpose registries). */
const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Within 2000::/3, outside of which nothing is public: protocol assignments and Teredo, documentation, 6to4, SRv6. */
const SPECIAL_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const specialV4 = new BlockList();
for (const [network, bits] of SPECIAL_V4) specialV4.addSubnet(network, bits, 'ipv4');
const specialV6 = new BlockList();
for (const [network, bits] of SPECIAL_V6) specialV6.addSubnet(network, bits, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

/**
 * What may be sent to an address: `public` | `allowed`: special, but in one of the networks (addresses, or as
 * `10.0.0.0/8`) that the operator named | `refused`: private, loopback, link-local, metadata, multicast, reserved, or no
 * address. IPv4 in IPv6 is judged as the IPv4 address that it is.
 */
export function addressGrade(address: string, networks: readonly string[]): 'public' | 'allowed' | 'refused' {
  const plain = mappedV4(address) ?? address;
  const family = isIP(plain);
  if (family === 0 || plain.includes('%')) return 'refused';
  if (isIn(plain, networks)) return 'allowed';
  if (family === 4) return specialV4.check(plain, 'ipv4') ? 'refused' : 'public';
  return publicV6.check(plain, 'ipv6') && !specialV6.check(plain, 'ipv6') ? 'public' : 'refused';
}

/** `127.0.0.1` of `::ffff:127.0.0.1` and `::ffff:7f00:1`; null for any other address. */
function mappedV4(address: string): string | null {
  if (isIP(address) !== 6 || address.includes('%')) return null;
  // URLs write IPv6 addresses in one way only.
  const [, high, low] =
    /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(new URL(`http://[${address}]`).hostname) ?? [];
  if (high === undefined || low === undefined) return null;
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

function isIn(address: string, networks: readonly string[]): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits] = network.split('/');
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(base, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
