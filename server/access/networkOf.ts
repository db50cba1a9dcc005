/** The groups of an IPv6 address, and of its network: one subscriber has a /64. */
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/**
 * The /64 of an IPv6 address, written out, as `2001:db8:0:0`, however the address is shortened; of one that stands for
 * an IPv4 address that address. `address`: one that `isIPv6` takes.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.toLowerCase().split('%');
  const [head = '', tail] = plain.split('::');
  const [before, behind] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = Math.max(0, GROUPS - before.length - behind.length);
  const groups = [...before, ...Array<number>(zeros).fill(0), ...behind];
  const [high = 0, low = 0] = groups.slice(-2);
  const isIpv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isIpv4) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.toString(16))
    .join(':');
}

const groupsOf = (text: string): number[] => (text === '' ? [] : text.split(':').flatMap(groupOf));

/** The last two groups may be written as an IPv4 address. */
function groupOf(text: string): number[] {
  if (!text.includes('.')) return [Number.parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}
