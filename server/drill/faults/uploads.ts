import type { Inject } from '@/server/drill/field';
import { drawUpload } from '@/server/drill/picture';
import { sendOnce, sendPart, sendUntilAnswered } from '@/server/drill/send';
import { sha256Of } from '@/server/store/fileStore';

const AT_ONCE = 8;

/** Eight images of which each is broken off somewhere on its way. */
export const halfUploads: Inject = async ({ subject, seed, index }) => {
  const sends = Array.from({ length: AT_ONCE }, async (_, i) => {
    const upload = await drawUpload(seed, { n: 2_000_000 + index * AT_ONCE + i, way: 'plain', site: 'Drill B' });
    await sendPart(subject, upload, (i + 0.5) / AT_ONCE);
  });
  await Promise.all(sends);
};

/** One image eight times at once, and again until it is taken. */
export const sameAtOnce: Inject = async ({ subject, seed, index, feed }) => {
  const order = { n: 3_000_000 + index, way: 'plain', site: 'Drill B' } as const;
  const upload = await drawUpload(seed, order);
  const first = await Promise.all(Array.from({ length: AT_ONCE }, () => sendOnce(subject, upload)));
  const { answer, tries } = await sendUntilAnswered(subject, upload, {}, AbortSignal.timeout(120_000));
  feed.outcomes.push({
    n: order.n,
    way: 'twice',
    site: order.site,
    sha256: sha256Of(upload.image),
    ids: [...first, answer].flatMap(({ instanceId }) => instanceId ?? []),
    status: answer.status,
    tries: AT_ONCE + tries,
  });
};
