import { drawsOf } from './draws';
import { requestOf, WAYS, type Way } from './httpSamples';
import { judgeAnswer } from './judgeAnswer';
import { type RawRequest, sendRaw, type Target } from './rawRequest';
import type { Fault } from './runParsers';
import type { Seeds } from './seeds';
import { attackSocket } from './socketAttacks';

/** Shares of all requests, in percent. Models are tried in a process of their own each, so they are few. */
const SHARES: Record<Way | 'socket', number> = {
  ...{ png: 12, jpeg: 10, dicom: 22, mask: 7, metadata: 8, truths: 6, multipart: 9, query: 14, header: 6, form: 2 },
  ...{ onnx: 1, manifest: 1, socket: 2 },
};

export type Attack = {
  sent: number;
  /** By what was spoilt, then by status and problem. */
  answers: Map<string, Map<string, number>>;
  faults: Fault[];
  slowest: number;
};

/** Requests at once; with more, the machine and not the product would be tried. */
const AT_ONCE = 4;

/** Which way the request of a number takes: the shares, mixed evenly. */
export function wayOf(number: number, only: readonly string[]): Way | 'socket' {
  const ways = [...WAYS, 'socket' as const].filter((way) => only.length === 0 || only.includes(way));
  const total = ways.reduce((sum, way) => sum + SHARES[way], 0);
  // 0.618…: the golden section spreads a sequence of numbers evenly over any shares.
  let place = ((number * 0.6180339887498949) % 1) * total;
  for (const way of ways) {
    place -= SHARES[way];
    if (place < 0) return way;
  }
  return ways[0] ?? 'query';
}

/** Sends `count` spoilt requests, and notes in `accepted` what was taken in. */
export async function attackProduct(
  where: { port: number; target: Target; seeds: Seeds; accepted: Set<string> },
  plan: { seed: number; count: number; only: readonly string[] },
  progress: (sent: number) => void,
): Promise<Attack> {
  const attack: Attack = { sent: 0, answers: new Map(), faults: [], slowest: 0 };
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let number = next++; number < plan.count; number = next++) {
      const way = wayOf(number, plan.only);
      const draws = drawsOf(plan.seed, `http ${way} ${number}`);
      if (way === 'socket') await attackSocket(where.port, where.target, draws);
      else await sendOne(where, attack, requestOf(way, where.seeds, where.target, draws), plan.seed, number);
      attack.sent += 1;
      if (attack.sent % 500 === 0) progress(attack.sent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return attack;
}

async function sendOne(
  { port, accepted }: { port: number; accepted: Set<string> },
  attack: Attack,
  request: RawRequest,
  seed: number,
  number: number,
): Promise<void> {
  const answer = await sendRaw(port, request);
  const { status, type, instanceId, fault } = judgeAnswer(request, answer);
  if (instanceId !== null) accepted.add(instanceId);
  attack.slowest = Math.max(attack.slowest, answer.milliseconds);
  const counts = attack.answers.get(request.what) ?? new Map<string, number>();
  attack.answers.set(request.what, counts);
  const label = type === '' ? String(status) : `${status} ${type.replace('/problems/', '')}`;
  counts.set(label, (counts.get(label) ?? 0) + 1);
  if (fault === null) return;
  const input = Buffer.concat([request.head, request.body]);
  attack.faults.push({
    kind: `http-${request.what}`,
    seed,
    number,
    what: `${fault}: ${request.method} ${request.path.slice(0, 120)}`,
    input,
  });
}
