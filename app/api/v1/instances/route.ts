import { whoOf } from '@/server/access/principal';
import { hiddenOf, withBlankedResults } from '@/server/api/hiddenCase';
import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { acceptedBody, waitForInstance } from '@/server/api/instanceAnswer';
import { parseCohort, parsePaging } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { parseDelivery, SENT } from '@/server/ingest/delivery';
import { installationHash } from '@/server/ingest/keyedHash';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { listCases } from '@/server/queries/cases';
import { store } from '@/server/store/store';

export const dynamic = 'force-dynamic';

const WAIT_SECONDS = 60;

/** Takes one image in. `202`, or with `?wait=1` the finished instance; `200` when it was here before. */
export const POST = route('ingest', async (call) => {
  const { request, url } = call;
  const delivery = await parseDelivery(request);
  const parts: (string | Buffer)[] = delivery.masks.flatMap(({ zone, bytes }) => [zone, bytes]);
  if (delivery.segmentation) parts.push('segmentation', delivery.segmentation);
  const fingerprint = fingerprintOf(delivery.image, JSON.stringify(delivery.metadata), ...parts);
  const answer = await idempotent(db(), call, fingerprint, async () => {
    const origin = { ...SENT, by: whoOf(call.principal) };
    const received = await receiveInstance(db(), store(), await installationHash(db()), delivery, new Date(), origin);
    const finished =
      url.searchParams.get('wait') === '1'
        ? await waitForInstance(received.instanceId, WAIT_SECONDS, request.signal)
        : null;
    if (finished !== null) return { status: 200, body: finished };
    return { status: received.duplicate ? 200 : 202, body: acceptedBody(received) };
  });
  return json(answer.body, answer.status);
});

/** A cursor-paged list of instances by filter. */
export const GET = route('read', async ({ url, principal }) => {
  const page = await listCases(parseCohort(url), parsePaging(url), await hiddenOf(principal));
  return json({ ...page, rows: await withBlankedResults(principal, page.rows) });
});
