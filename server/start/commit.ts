import { execFileSync } from 'node:child_process';

/** The checkout's commit, as `1a2b3c4`, or `1a2b3c4 with changes`; `unknown` where there is no git. */
export function commit(root: string): string {
  try {
    const git = (...words: string[]) =>
      execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}
