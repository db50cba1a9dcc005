import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { drainServer } from './drainServer';

async function serve(answerAfterMs: number) {
  const http = createServer((_request, response) => {
    setTimeout(() => response.end('done'), answerAfterMs).unref();
  });
  const drain = drainServer(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  return { drain, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` };
}

test('a request in flight is answered, the next one finds nobody', async () => {
  const { drain, url } = await serve(300);
  const asked = fetch(url);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const finished = drain.finish(5_000);
  assert.ok(drain.draining());
  assert.equal(await (await asked).text(), 'done');
  await finished;
  await assert.rejects(fetch(url));
});

test('one that takes too long is cut off', async () => {
  const { drain, url } = await serve(60_000);
  const asked = fetch(url);
  const cut = assert.rejects(asked);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await drain.finish(50);
  await cut;
});

test('without requests it is over at once, and a poll for live events is not waited for', async () => {
  const { drain, url } = await serve(60_000);
  const cut = assert.rejects(fetch(`${url}socket.io/?transport=polling`));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  await drain.finish(5_000);
  assert.ok(performance.now() - began < 1_000);
  await cut;
});
