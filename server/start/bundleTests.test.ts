import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { placed } from './bundleTests';

test('a module that asks where it is gets the place of its source, and nothing else of it changes', () => {
  const asks = (word: string) => `import${'.'}meta.${word}`;
  const path = join('/here', 'a.ts');
  assert.equal(
    placed(`f(${asks('dirname')}, ${asks('filename')}, ${asks('url')}, ${asks('resolve')}, other)`, path),
    `f("/here", ${JSON.stringify(path)}, "${pathToFileURL(path).href}", ${asks('resolve')}, other)`,
  );
});
