import { drawsOf } from './draws';
import { feedParser } from './parsers';
import { type Kind, sampleOf } from './samples';
import type { Seeds } from './seeds';

/** Counts of one kind by outcome, and every input that found a fault. */
export type ParserRun = { kind: Kind; count: number; codes: Map<string, number>; slowest: number; faults: Fault[] };
export type Fault = { kind: string; seed: number; number: number; what: string; input: Buffer };

/** Feeds `count` spoilt inputs of a kind to its parser, one after the other. Input `n` depends on seed, kind and n alone. */
export async function runParser(kind: Kind, seeds: Seeds, seed: number, count: number): Promise<ParserRun> {
  const run: ParserRun = { kind, count, codes: new Map(), slowest: 0, faults: [] };
  for (let number = 0; number < count; number += 1) {
    const input = sampleOf(kind, seeds, drawsOf(seed, `${kind} ${number}`));
    const { code, fault, milliseconds } = await feedParser(kind, input);
    run.codes.set(code, (run.codes.get(code) ?? 0) + 1);
    run.slowest = Math.max(run.slowest, milliseconds);
    if (fault !== null) run.faults.push({ kind, seed, number, what: fault, input });
  }
  return run;
}
