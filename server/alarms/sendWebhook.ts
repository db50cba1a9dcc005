import { lookup as dnsLookup } from 'node:dns/promises';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { addressGrade } from './address';
import { hostOf, isUsable, webhookUrlProblem } from './webhookUrl';

/** How long a webhook may take, from the look-up of its name to the head of its answer. */
export const WEBHOOK_LIMIT_MS = 10_000;

/** `outcome`: a code or a number, never the other side's text. */
export type Sent = { ok: boolean; outcome: string };

type Address = { address: string; family: number };

export type WebhookSurroundings = {
  /** Addresses and networks beyond the public ones that may be sent to. */
  networks: readonly string[];
  resolve?: (host: string) => Promise<Address[]>;
  limitMs?: number;
};

const resolveByDns = (host: string): Promise<Address[]> => dnsLookup(host, { all: true, verbatim: true });

/**
 * Posts a body. The name is looked up once, every address of it is judged, and the connection goes to the one that was
 * judged, so that a name cannot point elsewhere in between. Redirects are not followed; the answer's status counts, its
 * body is dropped unread.
 */
export async function sendWebhook(
  target: string,
  body: string,
  headers: Record<string, string>,
  surroundings: WebhookSurroundings,
): Promise<Sent> {
  if (webhookUrlProblem(target) !== null) return { ok: false, outcome: 'address-not-allowed' };
  const url = new URL(target);
  const limit = AbortSignal.timeout(surroundings.limitMs ?? WEBHOOK_LIMIT_MS);
  try {
    const address = await judgedAddress(url, surroundings, limit);
    if (address === null) return { ok: false, outcome: 'address-not-allowed' };
    const status = await post(url, address, body, headers, limit);
    return { ok: status >= 200 && status < 300, outcome: `http-${status}` };
  } catch (error) {
    return { ok: false, outcome: limit.aborted ? 'timeout' : outcomeOf(error) };
  }
}

/** The address to connect to; null when any of the name's addresses may not be sent to. */
async function judgedAddress(
  url: URL,
  { networks, resolve = resolveByDns }: WebhookSurroundings,
  limit: AbortSignal,
): Promise<Address | null> {
  const host = hostOf(url);
  const family = isIP(host);
  const found = family === 0 ? await within(resolve(host), limit) : [{ address: host, family }];
  const usable = found.every(({ address }) => {
    const grade = addressGrade(address, networks);
    return grade !== 'refused' && isUsable(url, grade);
  });
  return usable ? (found[0] ?? null) : null;
}

/** The look-up goes on in the background when time is up; nothing waits for it. */
function within<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    work.then(resolve, reject);
  });
}

function post(
  url: URL,
  { address, family }: Address,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  const lookup: LookupFunction = (_host, options, answer) =>
    options.all === true ? answer(null, [{ address, family }]) : answer(null, address, family);
  const options = {
    ...{ method: 'POST', lookup, agent: false, signal },
    headers: {
      ...{ 'content-type': 'application/json', 'user-agent': 'Sightline', 'content-length': Buffer.byteLength(body) },
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const CODES: Record<string, string> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'cut-off',
  EPIPE: 'cut-off',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
};

function outcomeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/CERT|SSL|TLS|ALTNAME|SELF_SIGNED|VERIFY/.test(code)) return 'certificate';
  return CODES[code] ?? 'network';
}
