import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@/server/start/ports';
import { root } from '@/server/start/root';
import type { Shutdown } from '@/server/start/shutdown';
import { type Disk, openDisk } from './disk';
import type { FaultKind } from './faultKind';
import { type Feed, startFeed } from './feed';
import { type Listener, openListener, type Sightings } from './listener';
import { registerModels } from './models';
import { type OpenPage, openPage } from './page';
import { planFaults } from './plan';
import { proveAccepted, proveRefused } from './proofs/accepted';
import { proveFiles } from './proofs/files';
import { proveJobs } from './proofs/jobs';
import { proveBrowsers, proveOutbox } from './proofs/outbox';
import type { Proof } from './proofs/proof';
import { proveRollup } from './proofs/rollup';
import { untilQuiet } from './quiet';
import { type FaultRecord, runFaults } from './runFaults';
import { openSubject, pause, type Subject } from './subject';

export type DrillOptions = {
  faults: number;
  seed: number;
  kinds: readonly FaultKind[];
  /** A real browser beside the sockets. */
  browser: boolean;
  chromiumPath: string | undefined;
  shutdown: Shutdown;
  say: (line: string) => void;
};

export type DrillResult = {
  records: FaultRecord[];
  proofs: Proof[];
  /** What could not be tried here, and why. */
  untried: string[];
  requests: { orders: number; sent: number };
  seconds: number;
  log: string;
};

/** Browsers that are open from the beginning, and that come later. */
const SOCKETS = 4;

/** How long the last answers and jobs may take: a key whose request was cut off is held for three minutes. */
const MOST_QUIET_MS = 300_000;

/** Starts the product, feeds it, does the faults, waits for quiet and looks at what is there. */
export async function runDrill(options: DrillOptions): Promise<DrillResult> {
  const { shutdown, say, seed } = options;
  const began = Date.now();
  const folder = join(root, '.data');
  const log = join(folder, 'drill.log');
  rmSync(log, { force: true });
  const disk = openDisk(folder);
  shutdown.add(disk.remove);
  const port = await freePort();
  const apiKey = `sl_drill_${randomBytes(18).toString('base64url')}`;
  const subject = openSubject({ port, apiKey, dataDir: disk.path, log });
  shutdown.add(subject.stop, subject.kill);
  await subject.start();
  await registerModels(subject);
  const browsers = await openBrowsers(subject, options);
  shutdown.add(browsers.close);
  const feed = startFeed(subject, seed);
  const field = { subject, disk, feed, listeners: browsers.listeners, seed, index: 0, poisoned: [] };
  const plan = planFaults(options.faults, seed, options.kinds);
  const records = await runFaults(field, plan, say, shutdown.check);
  say('waiting for quiet');
  await feed.stop(MOST_QUIET_MS);
  const quiet = await untilQuiet(subject, MOST_QUIET_MS);
  const proofs = await prove(field, browsers.sightings(), quiet);
  return {
    records,
    proofs: [proveReturn(records), ...proofs, ...(await provePage(browsers.page))],
    untried: untried(disk, browsers.page, records),
    requests: { orders: feed.outcomes.length, sent: feed.outcomes.reduce((sum, { tries }) => sum + tries, 0) },
    seconds: (Date.now() - began) / 1000,
    log,
  };
}

type Browsers = {
  listeners: Listener[];
  page: OpenPage | null;
  sightings(): Sightings[];
  close(): Promise<void>;
};

async function openBrowsers(subject: Subject, { browser, chromiumPath }: DrillOptions): Promise<Browsers> {
  const [row] = await subject.query<{ last: number }>('select last::int as last from outbox_counter where id = 1');
  const listeners = Array.from({ length: SOCKETS }, (_, i) => openListener(subject, `socket ${i + 1}`, row?.last ?? 0));
  const page = browser ? await openPage(subject, chromiumPath) : null;
  return {
    listeners,
    page,
    sightings: () => [...listeners.map((one) => one.sightings), ...(page?.sightings ? [page.sightings] : [])],
    async close() {
      for (const listener of listeners) listener.close();
      await page?.close();
    },
  };
}

type Evidence = { subject: Subject; feed: Feed; poisoned: string[] };

async function prove({ subject, feed, poisoned }: Evidence, sightings: Sightings[], quiet: boolean): Promise<Proof[]> {
  const { outcomes } = feed;
  return [
    { claim: 'It comes to rest', holds: quiet, found: quiet ? 'no job waits or runs' : 'jobs still wait or run' },
    ...(await proveAccepted(subject, outcomes)),
    ...(await proveRefused(subject, outcomes)),
    ...(await proveJobs(subject, poisoned)),
    await proveRollup(subject),
    await proveOutbox(subject),
    await proveBrowsers(subject, sightings),
    ...(await proveFiles(subject, outcomes)),
  ];
}

function proveReturn(records: FaultRecord[]): Proof {
  const away = records.filter(({ back }) => !back);
  const awaited = records.filter(({ recoveryMs }) => recoveryMs !== null).length + away.length;
  return {
    claim: 'It came back by itself after every fault',
    holds: away.length === 0,
    found: `${awaited} times awaited, ${away.length} times not back in two minutes`,
  };
}

async function provePage(page: OpenPage | null): Promise<Proof[]> {
  if (page === null || page.problem !== null) return [];
  let state = '';
  for (let i = 0; i < 40 && !/^live/i.test(state); i++) {
    state = (await page.state().catch(() => '')).trim();
    await pause(250);
  }
  return [{ claim: 'The open page says that it is live', holds: /^live/i.test(state), found: `it says “${state}”` }];
}

function untried(disk: Disk, page: OpenPage | null, records: FaultRecord[]): string[] {
  const failed = records.flatMap(({ kind, problem }) => (problem === null ? [] : [`${kind}: ${problem}`]));
  return [
    ...new Set([
      ...(disk.problem === null ? [] : [`full-disk: ${disk.problem}`]),
      ...(page === null ? ['a real browser: left out by --no-browser'] : []),
      ...(page?.problem ? [`a real browser: ${page.problem}`] : []),
      ...failed,
    ]),
  ];
}
