import { root } from './root';
import { runNode } from './run';
import { filesBelow } from './sourceHash';
import { StartError } from './startError';

/** `npm run bench -- words`: runs the benchmarks whose path has one of the words, or all, one after the other. */
export async function bench(words: readonly string[]): Promise<void> {
  const known = filesBelow(root, 'server').filter((file) => file.endsWith('.bench.ts'));
  const wanted = known.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  if (wanted.length === 0) throw new StartError(`no such benchmark: ${words.join(' ')}; there are ${known.join(', ')}`);
  for (const file of wanted) await runNode(['--import', 'tsx', file], { what: file, show: true });
}
