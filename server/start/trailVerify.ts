import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDb } from '@/server/db/client';
import type { Settings } from '@/server/settings';
import { type CheckpointFile, checkpointFile } from '@/server/trail/checkpoint';
import { trailKey } from '@/server/trail/trailKey';
import type { TrailGuard } from '@/server/trail/trailRights';
import { verifyBundle } from '@/server/trail/verifyBundle';
import type { ChainVerdict } from '@/server/trail/verifyChain';
import { verifyTrail } from '@/server/trail/verifyTrail';
import { tarBytes, tarEntries } from './backup/tar';
import { say } from './progress.mjs';
import { runningDatabase } from './runningDatabase';
import { errorLine, StartError } from './startError';

const USAGE = 'npm run audit:verify [-- --bundle trail.tar] [--checkpoint held.json …]';

type Held = { name: string; file: CheckpointFile };

const GUARDS: Record<TrailGuard, string> = {
  permissions: 'append-only by permissions: the database refuses changes to the login that the product uses',
  triggers: 'append-only by triggers only: the login that the product uses owns the trail (see docs/trail.md)',
  nothing: 'NOT append-only: the triggers of the trail are switched off',
};

/** `npm run audit:verify`: verifies the trail of the product that runs, or a bundle; throws when there is a fault. */
export async function auditVerify(settings: Settings, args: readonly string[]): Promise<void> {
  const { checkpoint = [], bundle } = parsedArgs(args);
  const held = checkpoint.map(readHeld);
  const verdict = bundle === undefined ? await ofDatabase(settings, held) : await ofBundle(bundle, held);
  for (const line of verdictLines(verdict)) say(line);
  if (verdict.faultCount > 0) throw new StartError(`the audit trail has ${verdict.faultCount} faults`);
}

function parsedArgs(args: readonly string[]) {
  try {
    const options = { checkpoint: { type: 'string', multiple: true }, bundle: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new StartError(`${errorLine(error)}; ${USAGE}`);
  }
}

function readHeld(path: string): Held {
  try {
    return { name: path, file: checkpointFile.parse(JSON.parse(readFileSync(resolve(path), 'utf8'))) };
  } catch (error) {
    throw new StartError(`${path} holds no checkpoints of a trail`, { cause: error });
  }
}

async function ofDatabase(settings: Settings, held: Held[]) {
  const db = openDb(await runningDatabase(settings), 'sightline-verify');
  try {
    const keys = existsSync(settings.trailKey) ? [trailKey(settings.trailKey)] : [];
    const verdict = await verifyTrail(db, { keys, held });
    say(GUARDS[verdict.guard]);
    return verdict;
  } finally {
    await db.$disconnect();
  }
}

async function ofBundle(path: string, held: Held[]) {
  const file = await open(resolve(path)).catch((error: unknown) => {
    throw new StartError(`${path} cannot be read: ${errorLine(error)}`);
  });
  try {
    const files = new Map<string, string>();
    for await (const entry of tarEntries(file)) {
      const pieces: Buffer[] = [];
      for await (const piece of tarBytes(file, entry)) pieces.push(piece);
      files.set(entry.name, Buffer.concat(pieces).toString('utf8'));
    }
    return verifyBundle(files, held);
  } finally {
    await file.close();
  }
}

/** A verdict in words, a fault a line. */
export function verdictLines(verdict: ChainVerdict & { checkpoints: number }): string[] {
  const { records, first, last, agreed, checkpoints, faults, faultCount } = verdict;
  const place = (at: ChainVerdict['first']): string => (at === null ? 'none' : `${at.seq} ${at.hash}`);
  return [
    `${records} records; first ${place(first)}, last ${place(last)}`,
    `${agreed} of ${checkpoints} checkpoints agree`,
    ...faults.map(({ kind, from, to, detail }) => `  ${kind} at ${from === to ? from : `${from}–${to}`}: ${detail}`),
    ...(faultCount > faults.length ? [`  … and ${faultCount - faults.length} more`] : []),
    faultCount === 0 ? 'no fault' : `${faultCount} faults`,
  ];
}
