import { connect } from 'node:net';

/** A request as it goes over the wire, so that it may be wrong in any way. */
export type RawRequest = { what: string; method: string; path: string; head: Buffer; body: Buffer; mayHang: boolean };

/** What came back until the other side ended: status 0 when nothing did. */
export type RawAnswer = { status: number; contentType: string; text: string; milliseconds: number };

/** An answer to a sound request comes within seconds; one to a request that lies about its length never does. */
const PATIENCE_MS = 60_000;
const LIAR_MS = 1_500;

/** Sends one request on a connection of its own and reads what comes. Never throws. */
export function sendRaw(port: number, { head, body, mayHang }: RawRequest): Promise<RawAnswer> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      socket.write(body);
    });
    socket.setTimeout(mayHang ? LIAR_MS : PATIENCE_MS, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A refusal may come, and the connection end, before all was sent.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ ...parsed(Buffer.concat(chunks)), milliseconds: performance.now() - begun }));
  });
}

function parsed(bytes: Buffer): Omit<RawAnswer, 'milliseconds'> {
  // Behind an interim answer (100 Continue) comes the real one.
  const text = bytes.toString('latin1').replace(/^(HTTP\/1\.1 1\d\d[\s\S]*?\r\n\r\n)+/, '');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  const contentType = /\r\ncontent-type: ([^\r\n]*)/i.exec(text)?.[1] ?? '';
  return { status, contentType, text };
}

/** The head of a request; `headers` as they are, after those that every request has. */
export function headOf(method: string, path: string, headers: readonly (readonly [string, string])[]): Buffer {
  const lines = [['Host', '127.0.0.1'], ['Connection', 'close'], ...headers].map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

export type Header = readonly [string, string];

/** What requests are made with: a key, ids of instances that are there, and the name of a model. */
export type Target = { key: string; instanceIds: readonly string[]; name: string };

/** The header of a key. */
export const authorised = ({ key }: Target): Header => ['Authorization', `Bearer ${key}`];

/** A request with its length, unless the headers say another one. */
export function request(
  what: string,
  path: string,
  body: Buffer,
  headers: readonly Header[],
  mayHang = false,
  method = 'POST',
): RawRequest {
  const sized = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const all: Header[] = sized ? [...headers] : [...headers, ['Content-Length', String(body.length)]];
  return { what, method, path, head: headOf(method, path, all), body, mayHang };
}
