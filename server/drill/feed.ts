import { sha256Of } from '@/server/store/fileStore';
import { type Order, planOrder, type Way } from './order';
import { drawUpload, type Upload } from './picture';
import { type Answer, sendOnce, sendPart, sendUntilAnswered } from './send';
import { pause, type Subject } from './subject';

/** What became of one request of the load. */
export type Outcome = {
  n: number;
  way: Way | 'spoiled';
  site: string;
  sha256: string;
  /** Every id that an answer of 2xx named. */
  ids: string[];
  /** Status of the answer that ended it; 0: none was wanted or came. */
  status: number;
  /** Requests sent for it. */
  tries: number;
};

export type Feed = {
  outcomes: Outcome[];
  /** Requests that have not had their answer. */
  open(): number;
  /** Sends no new request; resolves when each has its answer, or after `limitMs`. */
  stop(limitMs: number): Promise<void>;
};

/** Requests under way at once. */
const SENDERS = 3;

/** Starts the load: request 0, 1, 2 … until it is stopped. Numbers from `first` on. */
export function startFeed(to: Subject, seed: number): Feed {
  const outcomes: Outcome[] = [];
  const gone = new AbortController();
  let next = 0;
  let open = 0;
  let stopped = false;
  const sender = async (): Promise<void> => {
    while (!stopped) {
      const order = planOrder(seed, next++);
      open += 1;
      outcomes.push(await deliver(to, order, await drawUpload(seed, order), gone.signal));
      open -= 1;
      if (!stopped) await pause(order.pauseMs);
    }
  };
  const senders = Promise.all(Array.from({ length: SENDERS }, sender));
  return {
    outcomes,
    open: () => open,
    async stop(limitMs) {
      stopped = true;
      const timer = setTimeout(() => gone.abort(), limitMs);
      await senders;
      clearTimeout(timer);
    },
  };
}

/** Sends one request in its way; answers what became of it. */
async function deliver(to: Subject, order: Order, upload: Upload, gone: AbortSignal): Promise<Outcome> {
  const { n, way, site } = order;
  const outcome = { n, way, site, sha256: sha256Of(upload.image) };
  const settle = (how = {}) => sendUntilAnswered(to, upload, how, gone);
  const told = (answers: Answer[], tries: number): Outcome => ({
    ...outcome,
    ids: answers.flatMap(({ instanceId }) => instanceId ?? []),
    status: answers.at(-1)?.status ?? 0,
    tries,
  });
  if (way === 'abandoned') {
    await sendPart(to, upload, order.brokenAt);
    return told([], 1);
  }
  const before: Answer[] = [];
  if (way === 'broken') await sendPart(to, upload, order.brokenAt);
  if (way === 'twice') before.push(...(await Promise.all([sendOnce(to, upload), sendOnce(to, upload)])));
  const how = { wait: way === 'waiting', ...(way === 'keyed' && { key: `drill-${n}` }) };
  const { answer, tries } = await settle(how);
  const after = way === 'keyed' && answer.instanceId !== null ? [await sendOnce(to, upload, how)] : [];
  return { ...told([...before, ...after, answer], tries + before.length + after.length) };
}

/** Has an image taken that a fault needs under its hands, and notes it among the outcomes. */
export async function sendSpoiled(to: Subject, seed: number, n: number, feed: Feed): Promise<string> {
  const order = { n: 1_000_000 + n, way: 'plain', site: 'Drill A' } as const;
  const upload = await drawUpload(seed, order);
  const { answer, tries } = await sendUntilAnswered(to, upload, {}, AbortSignal.timeout(180_000));
  if (answer.instanceId === null)
    throw new RangeError(`its image was not taken (status ${answer.status}) while the worker stood still`);
  const sha256 = sha256Of(upload.image);
  const { n: number, site } = order;
  feed.outcomes.push({
    n: number,
    way: 'spoiled',
    site,
    sha256,
    ids: [answer.instanceId],
    status: answer.status,
    tries,
  });
  return answer.instanceId;
}
