import type { RawAnswer, RawRequest } from './rawRequest';
import { SECRETS } from './seeds';

/** What an answer says: the id of an image that was taken in, if any, and what is wrong with it. */
export type Judgement = { status: number; type: string; instanceId: string | null; fault: string | null };

/** Labels are shown to people who may see them; a changed file may bring any text in their place. */
const LABELS = /"(scanner|department|site|reportedBy)":"(\\.|[^"\\])*"/g;

/** Answers of the interface, which are to be problem documents when they refuse; pages are not. */
const isMachine = (path: string): boolean => /^\/(api\/|metrics|healthz|readyz)/.test(path);

/**
 * Judges an answer by what every answer has to keep: no 5xx but 503 with Retry-After, refusals of the interface as
 * problem documents with a type, nothing private, and an answer at all.
 */
export function judgeAnswer(request: RawRequest, answer: RawAnswer): Judgement {
  const { status, contentType, text } = answer;
  const type = /"type":"(\/problems\/[a-z-]+)"/.exec(text)?.[1] ?? '';
  const taken = request.path === '/api/v1/instances' && (status === 200 || status === 202);
  const instanceId = taken ? (/"instanceId":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? null) : null;
  return { status, type, instanceId, fault: faultOf(request, { status, contentType, text, type, taken, instanceId }) };
}

type Seen = {
  status: number;
  contentType: string;
  text: string;
  type: string;
  taken: boolean;
  instanceId: string | null;
};

function faultOf(request: RawRequest, seen: Seen): string | null {
  const { status, contentType, text, type, taken, instanceId } = seen;
  if (status === 0) return request.mayHang ? null : 'no answer';
  if (status === 503 && /\r\nretry-after: \d+/i.test(text)) return null;
  if (status >= 500) return `answered ${status} ${type}`;
  if (taken && instanceId === null) return `answered ${status} without an id`;
  const shown = text.replaceAll(LABELS, '');
  const leaked = SECRETS.find((secret) => shown.includes(secret));
  if (leaked !== undefined) return 'answered with what is private';
  const refused = status >= 400 && isMachine(request.path) && request.method !== 'HEAD';
  if (refused && (!contentType.startsWith('application/problem+json') || type === ''))
    return `answered ${status} as ${contentType || 'nothing'}, not as a problem document`;
  return null;
}
