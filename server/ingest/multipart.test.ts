import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '@/server/problem/appError';
import { parseMultipart } from './multipart';

const LIMITS = { bodyBytes: 4_000, fileBytes: 1_000, files: 2, fieldBytes: 50 };
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://x/', { method: 'POST', body, headers });

function form(parts: Record<string, string | Uint8Array>): FormData {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts))
    data.append(name, typeof part === 'string' ? part : new Blob([Uint8Array.from(part)]));
  return data;
}

const codeOf = async (request: Request): Promise<string> => {
  try {
    await parseMultipart(request, LIMITS);
    return 'parsed';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

test('files and fields come back as they were sent', async () => {
  const bytes = randomBytes(900);
  const { files, fields } = await parseMultipart(post(form({ image: bytes, metadata: '{"site":"Zürich"}' })), LIMITS);
  assert.deepEqual(
    files.map((file) => [file.field, file.bytes.equals(bytes)]),
    [['image', true]],
  );
  assert.equal(fields.get('metadata'), '{"site":"Zürich"}');
});

test('more or larger parts than allowed are too large', async () => {
  assert.equal(await codeOf(post(form({ image: randomBytes(1_001) }))), 'too-large');
  assert.equal(await codeOf(post(form({ a: randomBytes(1), b: randomBytes(1), c: randomBytes(1) }))), 'too-large');
  assert.equal(await codeOf(post(form({ metadata: 'x'.repeat(51) }))), 'too-large');
});

test('a body longer than allowed is too large, whether it says so or not', async () => {
  const many = form(Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`f${i}`, 'x'.repeat(40)])));
  assert.equal(await codeOf(post(many)), 'parsed');
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(500)) });
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: endless, headers, duplex: 'half' };
  assert.equal(await codeOf(new Request('http://x/', init)), 'too-large');
  assert.equal(await codeOf(post('', { ...headers, 'content-length': '5000' })), 'too-large');
});

test('what is not multipart is told so', async () => {
  assert.equal(await codeOf(post('{}', { 'content-type': 'application/json' })), 'unsupported-media');
  assert.equal(await codeOf(post('', { 'content-type': 'multipart/form-data; boundary=x' })), 'bad-request');
  assert.equal(await codeOf(post('garbage', { 'content-type': 'multipart/form-data; boundary=x' })), 'bad-request');
});

test('an upload that is cut off anywhere is refused, or parsed without its end, and never crashes', async () => {
  const whole = new Uint8Array(await post(form({ image: randomBytes(300), metadata: '{}' })).arrayBuffer());
  const boundary = Buffer.from(whole).toString('latin1').slice(2, Buffer.from(whole).indexOf('\r\n'));
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length - 8 }), async (end) => {
      assert.ok(['bad-request', 'parsed'].includes(await codeOf(post(whole.slice(0, end), headers))));
    }),
    { numRuns: 60 },
  );
});
