import { connect } from 'node:net';
import { bombs } from './bombs';
import type { Proof } from './proofs';
import { authorised, headOf, type RawAnswer, request, sendRaw, type Target } from './rawRequest';
import { MULTIPART, multipartBody } from './samples';
import type { Seeds } from './seeds';

type Ask = { port: number; target: Target; seeds: Seeds; accepted: Set<string> };

const TYPE = ['Content-Type', MULTIPART] as const;

/** Longest that a slow client may stay: the body's limit, and the time between two looks at it. */
const SLOW_MS = 60_000;

/** Tries every limit on one request once, on the running product. */
export async function proveLimits(ask: Ask): Promise<Proof[]> {
  return [...(await proveBombs(ask)), ...(await proveSizes(ask)), await proveSlowHeaders(ask)];
}

function upload({ port, target }: Ask, bytes: Uint8Array, site = 'limits'): Promise<RawAnswer> {
  const parts = [
    { head: 'name="image"; filename="x"', body: bytes },
    { head: 'name="metadata"', body: Buffer.from(JSON.stringify({ site })) },
  ];
  return sendRaw(port, request('limit', '/api/v1/instances', multipartBody(parts), [authorised(target), TYPE]));
}

function note({ accepted }: Ask, { status, text }: RawAnswer): void {
  const id = /"instanceId":"([0-9a-f-]{36})"/.exec(text)?.[1];
  if ((status === 200 || status === 202) && id !== undefined) accepted.add(id);
}

async function proveBombs(ask: Ask): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const { name, bytes, refused } of await bombs(ask.seeds)) {
    const answer = await upload(ask, bytes);
    note(ask, answer);
    const { status, milliseconds } = answer;
    const asExpected = refused ? status >= 400 && status < 500 : status === 202;
    const found = `${(bytes.length / 1e6).toFixed(1)} MB: ${status} after ${Math.round(milliseconds)} ms`;
    proofs.push({ name: `bomb: ${name}`, holds: asExpected && milliseconds < 30_000, found });
  }
  return proofs;
}

async function proveSizes(ask: Ask): Promise<Proof[]> {
  const { port, target } = ask;
  const claimed = headOf('POST', '/api/v1/instances', [authorised(target), TYPE, ['Content-Length', '900000000']]);
  const lie = { what: 'limit', method: 'POST', path: '/', head: claimed, body: Buffer.from('--x'), mayHang: true };
  const answers = [
    { name: 'a body that claims 900 MB', answer: await sendRaw(port, lie) },
    { name: 'an image of 101 MB', answer: await upload(ask, Buffer.alloc(101_000_000)) },
  ];
  return answers.map(({ name, answer: { status, milliseconds } }) => ({
    name: `size: ${name}`,
    holds: status === 413,
    found: `${status} after ${Math.round(milliseconds)} ms`,
  }));
}

/** A hundred clients that send a byte of a header now and then: each is ended, and others are served meanwhile. */
async function proveSlowHeaders({ port }: Ask): Promise<Proof> {
  const begun = performance.now();
  const clients = Array.from({ length: 100 }, () => slowClient(port));
  const ended = await Promise.all(clients);
  const slowest = Math.round(performance.now() - begun);
  const holds = ended.every((isEnded) => isEnded);
  return {
    name: 'slow headers are ended',
    holds,
    found: `${ended.filter(Boolean).length} of 100 ended within ${slowest} ms`,
  };
}

function slowClient(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => void socket.write('GET / HTTP/1.1\r\nHost: x\r\n'));
    const drip = setInterval(() => void (socket.writable && socket.write('x')), 1_000);
    const patience = setTimeout(() => finish(false), SLOW_MS);
    const finish = (isEnded: boolean): void => {
      clearInterval(drip);
      clearTimeout(patience);
      socket.destroy();
      resolve(isEnded);
    };
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => finish(true));
  });
}

/** More at once than the product takes in: what it refuses, it says when to send again. */
export async function proveCrowds(ask: Ask): Promise<Proof[]> {
  return [await proveCrowd(ask), await proveUploads(ask)];
}

/** 400 requests at once: all are answered. */
async function proveCrowd({ port, target }: Ask): Promise<Proof> {
  const paths = ['/api/v1/live', '/api/v1/models', '/api/v1/instances?limit=20', '/cases', '/'];
  const one = (path: string) => request('limit', path, Buffer.alloc(0), [authorised(target)], false, 'GET');
  const answers = await Promise.all(Array.from({ length: 400 }, (_, i) => sendRaw(port, one(paths[i % 5] ?? '/'))));
  return { name: '400 requests at once are answered', holds: answers.every(isServed), found: statuses(answers) };
}

/** 600 uploads at once: taken in, or told to come again with Retry-After; none is lost. */
async function proveUploads(ask: Ask): Promise<Proof> {
  const [png = Buffer.alloc(0)] = ask.seeds.png;
  const filler = Buffer.alloc(500_000);
  const answers = await Promise.all(
    Array.from({ length: 600 }, (_, i) =>
      upload(ask, Buffer.concat([png, filler, Buffer.from(`crowd ${i}`)]), 'crowd'),
    ),
  );
  for (const answer of answers) note(ask, answer);
  return {
    name: '600 uploads at once are taken or told to wait',
    holds: answers.every(isServed) && answers.some(({ status }) => status === 202),
    found: statuses(answers),
  };
}

/** Done, or told when to come again. */
const isServed = ({ status, text }: RawAnswer): boolean =>
  status === 200 || status === 202 || (status === 503 && /\r\nretry-after: \d/i.test(text));

function statuses(answers: readonly RawAnswer[]): string {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds));
  return `${[...counts].map(([status, n]) => `${status} ${n}`).join(', ')}; slowest ${Math.round(slowest)} ms`;
}
