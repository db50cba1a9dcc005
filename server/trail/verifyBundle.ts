import { z } from 'zod';
import { type CheckpointFile, checkpointFile } from './checkpoint';
import { type ChainVerdict, openChainCheck, START } from './verifyChain';
import { heldWitnesses } from './witnesses';

const range = z.object({ from: z.number().int().positive(), to: z.number().int().min(0) });

const record = z.object({
  seq: z.number().int(),
  ...{ at: z.string(), kind: z.string(), actor: z.string(), subjects: z.array(z.string()) },
  ...{ content: z.string(), previous: z.string(), hash: z.string() },
});

type Held = { name: string; file: CheckpointFile };

/**
 * Verifies the files of a bundle, by their names in it, against its own checkpoints and those that were held outside.
 * @throws RangeError `bundle: …` for files that are no bundle
 */
export function verifyBundle(
  files: ReadonlyMap<string, string>,
  held: readonly Held[],
): ChainVerdict & { checkpoints: number } {
  const { from, to } = range.parse(parsed(files, 'trail/bundle.json'));
  const own = { name: 'the bundle', file: checkpointFile.parse(parsed(files, 'trail/checkpoints.json')) };
  const heard = [own, ...held].map(({ name, file }) => heldWitnesses(file, name));
  const inside = heard.flatMap(({ witnesses }) => witnesses).filter(({ seq }) => seq >= from - 1 && seq <= to);
  const check = openChainCheck(inside, from === 1 ? START : null);
  for (const name of [...files.keys()].filter((path) => path.startsWith('trail/records/')).sort())
    for (const line of (files.get(name) ?? '').split('\n')) if (line !== '') check.add(record.parse(JSON.parse(line)));
  const verdict = check.end();
  const unsigned = heard.flatMap(({ faults }) => faults);
  const end = verdict.last?.seq ?? from - 1;
  const short = end < to ? [{ kind: 'truncated' as const, from: end + 1, to, detail: 'not in the bundle' }] : [];
  return {
    ...verdict,
    faults: [...unsigned, ...verdict.faults, ...short],
    faultCount: verdict.faultCount + unsigned.length + short.length,
    checkpoints: [own, ...held].reduce((sum, { file }) => sum + file.checkpoints.length, 0),
  };
}

function parsed(files: ReadonlyMap<string, string>, name: string): unknown {
  const text = files.get(name);
  if (text === undefined) throw new RangeError(`bundle: ${name} is missing`);
  return JSON.parse(text);
}
