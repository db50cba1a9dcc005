import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, processBirth } from './processes';
import { errorCode, StartError } from './startError';

const holderSchema = z.object({ pid: z.number().int().positive(), birth: z.string(), address: z.string() });

/** Who uses a data folder. `birth` tells the process from a later one with the same id. */
export type Holder = z.infer<typeof holderSchema>;

const fileOf = (dataDir: string) => join(dataDir, 'lock');

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** The live process that holds the folder, or null. */
export function lockHolder(dataDir: string): Holder | null {
  const holder = parseHolder(read(fileOf(dataDir)) ?? '');
  return holder && isAlive(holder.pid) && processBirth(holder.pid) === holder.birth ? holder : null;
}

/**
 * Takes the data folder for this process; returns the function that gives it back. Throws one line when another live
 * process has it. What a killed process left is taken over.
 */
export function lockDataFolder(dataDir: string, address: string): () => void {
  const file = fileOf(dataDir);
  const own = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, birth: processBirth(process.pid), address };
  writeFileSync(own, JSON.stringify(holder), { mode: 0o600 });
  try {
    // A link appears with its content at once and fails when the name is taken, whoever else tries at the same moment.
    for (let attempt = 0; !tryLink(own, file); attempt++) {
      const live = lockHolder(dataDir);
      if (live || attempt > 5) {
        const who = live ? `process ${live.pid}, ${live.address}` : 'another process';
        throw new StartError(
          `already running in ${dataDir} (${who}): stop it first, or set SIGHTLINE_DATA_DIR to another folder`,
        );
      }
      removeStale(file);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (parseHolder(read(file) ?? '')?.pid === process.pid) rmSync(file, { force: true });
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the file away before judging it, so that of two processes that find it stale one alone removes it. */
function removeStale(file: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const holder = parseHolder(read(aside) ?? '');
  if (holder && isAlive(holder.pid) && processBirth(holder.pid) === holder.birth) tryLink(aside, file);
  rmSync(aside, { force: true });
}
