import { root } from './root';
import { runNode } from './run';
import { filesBelow } from './sourceHash';
import { StartError } from './startError';

/**
 * `npm run bench -- words --option value`: runs the benchmarks whose path has one of the words, or all, one after the
 * other; options are theirs.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const option = args.findIndex((arg) => arg.startsWith('--'));
  const [words, options] = option < 0 ? [args, []] : [args.slice(0, option), args.slice(option)];
  const known = filesBelow(root, 'server').filter((file) => file.endsWith('.bench.ts'));
  const wanted = known.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  if (wanted.length === 0) throw new StartError(`no such benchmark: ${words.join(' ')}; there are ${known.join(', ')}`);
  for (const file of wanted) await runNode(['--import', 'tsx', file, ...options], { what: file, show: true });
}
