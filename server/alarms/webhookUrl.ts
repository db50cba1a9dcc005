import { isIP } from 'node:net';

/** Ports of public addresses that a webhook may use. */
const PUBLIC_PORTS = ['', '443', '8443'];

/** Why an address of a webhook cannot be used, before its name is looked up; null when it may be. */
export function webhookUrlProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'must be an address, as https://hooks.example.org/alarms';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must hold no user and no password';
  if (url.hash !== '') return 'must have nothing after #';
  return null;
}

/**
 * Whether a webhook's address may be used, given how its resolved address was graded: in the open only https on 443 or
 * 8443; in the networks that the operator named everything.
 */
export function isUsable(url: URL, grade: 'public' | 'allowed'): boolean {
  return grade === 'allowed' || (url.protocol === 'https:' && PUBLIC_PORTS.includes(url.port));
}

/** What people without the right to change channels see of an address, and the audit trail: paths may hold secrets. */
export function shownTarget(kind: string, target: string): string {
  if (kind === 'email' || !URL.canParse(target)) return target;
  const { protocol, host } = new URL(target);
  return `${protocol}//${host}/…`;
}

/** The host as it is looked up: without the brackets of IPv6. */
export const hostOf = (url: URL): string => {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 6 ? bare : url.hostname;
};
