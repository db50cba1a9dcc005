import { type Db, databaseUrl } from '@/server/db/client';
import type { LiveEvent } from '@/server/live/events';
import { type Relay, startRelay } from '@/server/live/relay';
import { casesOf } from './linkPolicy';
import { linkState } from './linkState';
import { planOf } from './showLink';
import { type Door, findLink, type LinkRow } from './visit';

/** A page hears at least this often that it is still connected; it hides itself when it does not for long. */
const BEAT_MS = 5_000;

/** Told at most this often that what is shown has changed. */
const CHANGE_MS = 5_000;

/** Longest wait of a timer; the beat looks at the clock too. */
const LONGEST_MS = 2_000_000_000;

type Hear = (events: readonly LiveEvent[]) => void;
type Hub = { hears: Set<Hear>; relay: Promise<Relay> };

// Next compiles each route on its own: one relay for the process all the same.
const shared = globalThis as typeof globalThis & { sightlineLinkHub?: Hub };

function hubOf(db: Db): Hub {
  shared.sightlineLinkHub ??= openHub(db, databaseUrl());
  return shared.sightlineLinkHub;
}

function openHub(db: Db, url: string): Hub {
  const hears = new Set<Hear>();
  const relay = startRelay(db, url, (events) => {
    for (const hear of hears) hear(events);
  });
  // A database that is away: the next page tries anew.
  relay.catch(() => {
    delete shared.sightlineLinkHub;
  });
  return { hears, relay };
}

/** Listens on this database, and answers how to end that: for processes that were not told one. */
export function listenForLinks(db: Db, url: string): () => Promise<void> {
  const hub = openHub(db, url);
  shared.sightlineLinkHub = hub;
  return async () => (await hub.relay).stop();
}

type Said = 'alive' | 'changed' | 'closed';

/**
 * What an open page of a link hears, as server-sent events: `alive`, `changed`, and `closed` when it is revoked, over,
 * or the visit is. Nothing else: no ids, no reasons.
 */
export function linkStream(db: Db, token: string, door: Door, signal: AbortSignal): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let leave = (): void => {};
  return new ReadableStream({
    start(controller) {
      const say = (event: Said): void => controller.enqueue(text.encode(`event: ${event}\ndata: -\n\n`));
      const stop = watch(db, token, door, (event) => {
        say(event);
        if (event !== 'closed') return;
        leave();
        controller.close();
      });
      leave = () => {
        stop();
        signal.removeEventListener('abort', leave);
      };
      signal.addEventListener('abort', leave);
      say('alive');
    },
    cancel: () => leave(),
  });
}

/** Looks after one visit until it is stopped. */
function watch(db: Db, token: string, { link, until }: Door, tell: (event: Said) => void): () => void {
  const hub = hubOf(db);
  let stopped = false;
  const close = (): void => {
    if (stopped) return;
    stop();
    tell('closed');
  };
  const look = async (): Promise<void> => {
    const found = await findLink(db, token).catch(() => link);
    if (found === null || linkState(found, new Date()) === 'revoked' || until <= new Date()) close();
  };
  const hear = listener(link, tell, () => void look());
  const beat = setInterval(() => {
    tell('alive');
    void look();
  }, BEAT_MS);
  const over = setTimeout(close, Math.min(LONGEST_MS, Math.max(0, until.getTime() - Date.now())));
  function stop(): void {
    stopped = true;
    hub.hears.delete(hear);
    clearInterval(beat);
    clearTimeout(over);
  }
  hub.hears.add(hear);
  // What happened between the page's reading and our listening.
  hub.relay.then(look, close);
  return stop;
}

/** Hears what concerns a link: itself, which is looked at, and what it shows. */
function listener(link: LinkRow, tell: (event: Said) => void, look: () => void): Hear {
  const about = interestOf(link);
  let told = 0;
  return (events) => {
    if (events.some(({ type, payload }) => type === 'link:changed' && payload.linkId === link.id)) look();
    if (link.frozenAt !== null || Date.now() - told < CHANGE_MS || !events.some(about)) return;
    told = Date.now();
    tell('changed');
  };
}

const OF_FINDINGS = new Set<LiveEvent['type']>([
  'prediction:committed',
  'truth:recorded',
  'analysis:changed',
  'edit:committed',
]);

/** Events that a live link's content may change with. */
function interestOf(link: LinkRow): (event: LiveEvent) => boolean {
  const { subject } = planOf(link);
  const cases = new Set(casesOf(subject));
  return ({ type, payload }) =>
    subject.scope === 'finding'
      ? OF_FINDINGS.has(type)
      : payload.instanceId !== undefined && cases.has(payload.instanceId);
}
