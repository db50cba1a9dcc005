import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patientFetch } from './patientFetch';

const HERE = 'http://desk/cases?finding=Edema';
const REFRESH = '/cases?finding=Edema&_rsc=1x2';
const page = { headers: { rsc: '1' } };

type Way = Error | number | string;

/** A server that answers in these ways, one after the other (text: a page's data), and then well. */
function server(...ways: Way[]): typeof fetch {
  return async () => {
    const way = ways.shift() ?? 'whole';
    if (way instanceof Error) throw way;
    if (typeof way === 'number') return new Response(null, { status: way });
    return new Response(way === 'cut' ? cutStream() : way, { headers: { 'content-type': 'text/x-component' } });
  };
}

function cutStream(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('0:{}\n'));
      controller.error(new TypeError('network error'));
    },
  });
}

async function asked(path: string, ...ways: Way[]): Promise<{ answer: Response; waits: number[] }> {
  const waits: number[] = [];
  const ask = patientFetch(
    server(...ways),
    () => HERE,
    async (ms) => void waits.push(ms),
  );
  return { answer: await ask(new URL(path, HERE), page), waits };
}

test('a refresh is asked for until the server is back, ever more slowly', async () => {
  const { answer, waits } = await asked(REFRESH, new TypeError('fetch failed'), 503, 500);
  assert.equal(await answer.text(), 'whole');
  assert.deepEqual(waits, [1000, 2000, 4000]);
});

test('a refresh that was cut off, or of which a part failed, does not reach the page', async () => {
  const { answer, waits } = await asked(REFRESH, 'cut', '0:{}\n1f:E{"digest":"4242"}\n');
  assert.equal(await answer.text(), 'whole');
  assert.equal(waits.length, 2);
});

test('a part that is not there and a redirect are no failures; one that fails for ever is shown in the end', async () => {
  const gone = await asked(REFRESH, '1:E{"digest":"NEXT_HTTP_ERROR_FALLBACK;404"}\n');
  assert.equal(gone.waits.length, 0);
  const broken = await asked(REFRESH, ...Array.from({ length: 50 }, () => '1:E{"digest":"1"}\n'));
  assert.match(await broken.answer.text(), /digest/);
});

test('another page is waited for too, but comes as it is', async () => {
  const { answer, waits } = await asked('/models?_rsc=1', new TypeError('fetch failed'), 'cut');
  await assert.rejects(answer.text());
  assert.equal(waits.length, 1);
});

test('anything else is asked once, and a request that was called off stays so', async () => {
  const ask = patientFetch(server(503, new TypeError('fetch failed'), new TypeError('aborted')), () => HERE);
  assert.equal((await ask('/api/v1/instances', { method: 'POST' })).status, 503);
  await assert.rejects(ask('/api/v1/instances'), TypeError);
  await assert.rejects(ask(REFRESH, { ...page, signal: AbortSignal.abort() }), TypeError);
});
