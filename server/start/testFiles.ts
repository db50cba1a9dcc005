import { filesBelow } from './sourceHash';

/** Files of node tests and of browser tests, relative to the checkout, whose path contains one of the words (or all). */
export function testFiles(root: string, words: readonly string[]): { node: string[]; browser: string[] } {
  const wanted = (file: string) => words.length === 0 || words.some((word) => file.includes(word));
  return {
    node: ['server', 'app']
      .flatMap((folder) => filesBelow(root, folder))
      .filter((f) => /\.test\.tsx?$/.test(f) && wanted(f)),
    browser: filesBelow(root, 'e2e').filter((f) => f.endsWith('.spec.ts') && wanted(f)),
  };
}
