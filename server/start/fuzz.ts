import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDb } from '@/server/db/client';
import { type Attack, attackProduct } from '@/server/fuzz/attackProduct';
import { proveCrowds, proveLimits } from '@/server/fuzz/limits';
import { type Proof, proveAll, waitForQuiet } from '@/server/fuzz/proofs';
import { attackLines, CROWD, faultLines, parserLine, proofLine, watchProofs } from '@/server/fuzz/report';
import { type Fault, runParser } from '@/server/fuzz/runParsers';
import { KINDS } from '@/server/fuzz/samples';
import { openSeeds, type Seeds } from '@/server/fuzz/seeds';
import { type FuzzProduct, startFuzzProduct } from '@/server/fuzz/startFuzzProduct';
import { watchProduct } from '@/server/fuzz/watchProduct';
import type { Settings } from '@/server/settings';
import { buildIfStale } from './build';
import { runningPostgresUrl } from './postgres';
import { say } from './progress.mjs';
import { root } from './root';
import { type Shutdown, takeSignals } from './shutdown';
import { StartError } from './startError';

/** Of all inputs, how many go over HTTP to the running product; the rest to its parsers, in this process. */
const HTTP_SHARE = 0.3;

const MOST_KEPT = 200;

type Plan = { count: number; seed: number; only: string[] };

/** `npm run fuzz -- --count 20000 --seed 1 --only png,dicom`: spoilt input through every way in; 1 when it finds a fault. */
export async function fuzz(settings: Settings, args: string[]): Promise<void> {
  const plan = planOf(args);
  const shutdown = takeSignals(say, settings.byNpm);
  let faults = 0;
  try {
    await buildIfStale(shutdown.signal);
    const seeds = await openSeeds();
    say(`fuzz: ${plan.count} inputs, seed ${plan.seed}${plan.only.length > 0 ? `, only ${plan.only.join(', ')}` : ''}`);
    const found = [...(await inProcess(plan, seeds, shutdown)), ...(await overHttp(plan, seeds, shutdown))];
    for (const line of faultLines(found)) say(line);
    save(found);
    faults = found.length;
  } finally {
    await shutdown.run();
  }
  say(faults === 0 ? 'fuzz: no fault found' : `fuzz: ${faults} faults; inputs are in ${FAILED}`);
  process.exit(faults === 0 ? 0 : 1);
}

function planOf(args: string[]): Plan {
  const options = { count: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const [count, seed] = [Number(values.count ?? 20_000), Number(values.seed ?? 1)];
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed) || seed < 0)
    throw new StartError('fuzz: --count and --seed take whole numbers');
  return { count, seed, only: (values.only ?? '').split(',').filter((word) => word !== '') };
}

async function inProcess({ count, seed, only }: Plan, seeds: Seeds, shutdown: Shutdown): Promise<Fault[]> {
  const kinds = KINDS.filter((kind) => only.length === 0 || only.includes(kind));
  const each = Math.ceil((count * (1 - HTTP_SHARE)) / Math.max(1, kinds.length));
  say(`in this process, ${each} of each kind:`);
  const faults: Fault[] = [];
  for (const kind of kinds) {
    shutdown.check();
    const run = await runParser(kind, seeds, seed, each);
    say(parserLine(run));
    faults.push(...run.faults);
  }
  return faults;
}

async function overHttp(plan: Plan, seeds: Seeds, shutdown: Shutdown): Promise<Fault[]> {
  const product = await startFuzzProduct(seeds, shutdown.signal);
  shutdown.add(product.stop);
  const accepted = new Set<string>(product.target.instanceIds);
  const where = { port: product.port, target: product.target, seeds, accepted };
  const watch = watchProduct(product.port, product.pid);
  const count = isOnlyLimits(plan) ? 0 : Math.round(plan.count * HTTP_SHARE);
  watch.phase('spoilt input');
  say(`over HTTP to ${product.url}, ${count} requests:`);
  const attack = await attackProduct(where, { ...plan, count }, (sent) => {
    shutdown.check();
    say(`  ${sent} sent`);
  });
  const limits: Proof[] = [];
  if (plan.only.length === 0 || plan.only.includes('limits')) {
    watch.phase('limits');
    limits.push(...(await proveLimits(where)));
    watch.phase(CROWD);
    limits.push(...(await proveCrowds(where)));
  }
  watch.phase('coming to rest');
  const quiet = await proveQuiet(product, accepted);
  const proofs = [...limits, ...quiet, ...watchProofs(await watch.stop())];
  if (proofs.some(({ holds }) => !holds)) keep('product.log', Buffer.from(product.output()));
  for (const line of [...attackLines(attack), ...proofs.map(proofLine)]) say(line);
  return [...attack.faults, ...proofFaults(proofs, plan.seed, attack)];
}

const isOnlyLimits = ({ only }: Plan): boolean => only.length === 1 && only[0] === 'limits';

async function proveQuiet(product: FuzzProduct, accepted: ReadonlySet<string>): Promise<Proof[]> {
  const url = runningPostgresUrl(product.dataDir);
  if (!url) return [{ name: 'the database is up', holds: false, found: 'it is not' }];
  const db = openDb(url, 'sightline-fuzz');
  try {
    const isQuiet = await waitForQuiet(db, 600_000);
    const quiet = { name: 'everything comes to an end', holds: isQuiet, found: isQuiet ? 'yes' : 'not within 600 s' };
    const { dataDir, tempDir } = product;
    return [
      quiet,
      ...(await proveAll(db, { accepted, dataDir, storeDir: join(dataDir, 'store'), tempDir, log: product.output() })),
    ];
  } finally {
    await db.$disconnect();
  }
}

const proofFaults = (proofs: readonly Proof[], seed: number, { sent }: Attack): Fault[] =>
  proofs
    .filter(({ holds }) => !holds)
    .map(({ name, found }) => ({
      kind: 'proof',
      seed,
      number: sent,
      what: `${name}: ${found}`,
      input: Buffer.alloc(0),
    }));

/** Apart from the data of any installation; what is here is made up. */
const FAILED = 'test-results/fuzz';

function save(faults: readonly Fault[]): void {
  for (const { kind, seed, number, input, what } of faults.slice(0, MOST_KEPT)) {
    keep(`${kind}-${seed}-${number}.bin`, input);
    keep(`${kind}-${seed}-${number}.txt`, Buffer.from(`${what}\n`));
  }
}

function keep(name: string, bytes: Buffer): void {
  mkdirSync(join(root, FAILED), { recursive: true });
  writeFileSync(join(root, FAILED, name), bytes);
}
