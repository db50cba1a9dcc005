import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesBelow } from '@/server/start/sourceHash';
import { directionProblems, importCycles, type Source } from '@/server/testing/layerRules';
import {
  homeProblems,
  lengthProblems,
  nameProblems,
  textProblems,
  topLevelProblems,
  undecidedDependencies,
} from '@/server/testing/sourceRules';

const root = join(import.meta.dirname, '..');
const config = readdirSync(root).filter((name) => /\.config\.(ts|js|mjs)$/.test(name));
const sources: Source[] = ['app', 'server', 'e2e', ...config]
  .flatMap((folder) => filesBelow(root, folder))
  .filter((path) => /\.(ts|tsx|mjs|js)$/.test(path) && !path.startsWith('server/db/generated/'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const layered = sources.filter(({ path }) => /^(app|server)\//.test(path));
const shipped = layered.filter(({ path }) => !path.includes('.test.'));

const source = (path: string, text: string): Source => ({ path, text });

test('imports run one way', () => assert.deepEqual(directionProblems(layered), []));
test('no files import each other in a circle', () => assert.deepEqual(importCycles(layered), []));
test('files are short', () => assert.deepEqual(lengthProblems(sources), []));
test('file names say what is inside', () => assert.deepEqual(nameProblems(sources), []));
test('no forbidden words', () => assert.deepEqual(textProblems(sources), []));
test('what has one home is there only', () => assert.deepEqual(homeProblems(shipped), []));

test('every runtime dependency is argued for', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const decisions = existsSync(join(root, 'DECISIONS.md')) ? readFileSync(join(root, 'DECISIONS.md'), 'utf8') : '';
  assert.deepEqual(undecidedDependencies(Object.keys(dependencies), decisions), []);
});

test('the top level holds the agreed names only', () => {
  const ignored = new Set(['node_modules', 'dist', 'test-results', 'next-env.d.ts', 'tsconfig.tsbuildinfo']);
  assert.deepEqual(topLevelProblems(readdirSync(root).filter((name) => !ignored.has(name))), []);
});

test('planted: an import against the direction is found, by alias and by path, also in a test', () => {
  const planted = [
    source('server/audit/ledger.ts', "import { db } from '@/server/db/client';"),
    source('server/stats/wilson.ts', "import type { Mask } from '../audit/mask';"),
    source('server/audit/ledger.test.ts', "import { db } from '@/server/db/client';"),
    source('app/page.tsx', "const { run } = await import('@/server/inference/session');"),
    source('server/unheard/of.ts', "import { ledger } from '@/server/audit/ledger';"),
    source('server/audit/settled.ts', "import { settings } from '@/server/settings';"),
  ];
  assert.equal(directionProblems(planted).length, planted.length);
});

test('planted: what is allowed passes', () => {
  const fine = [
    source('server/audit/ledger.ts', "import { ZONES } from './zone';\n// import { db } from '@/server/db/client'"),
    source('server/audit/ledger.test.ts', "import { assetsDir } from '@/server/testing/assets';"),
    source('server/worker.ts', "import { infer } from '@/server/inference/session';"),
    source('server/ingest/store.ts', "import { settings } from '@/server/settings';\nimport z from 'zod';"),
  ];
  assert.deepEqual(directionProblems(fine), []);
});

test('planted: a cycle is found, one of types alone is none', () => {
  const a = source('server/x/a.ts', "import {\n  b,\n} from './b';");
  const b = source('server/x/b.ts', "export { c } from '@/server/x/c';");
  const c = source('server/x/c.ts', "import { a } from './a';");
  assert.deepEqual(importCycles([a, b, c]), [
    'import cycle: server/x/a.ts -> server/x/b.ts -> server/x/c.ts -> server/x/a.ts',
  ]);
  assert.deepEqual(importCycles([a, b, source('server/x/c.ts', "import type { a } from './a';")]), []);
});

test('planted: long files, empty names and forbidden words are found', () => {
  assert.equal(lengthProblems([source('a.ts', 'x\n'.repeat(301)), source('b.test.ts', 'x\n'.repeat(301))]).length, 3);
  assert.equal(nameProblems([source('app/utils.ts', ''), source('server/db/types.ts', '')]).length, 2);
  const words = [
    'let a: any;',
    'let a = b as any;',
    'Promise<any>',
    '// @ts-ignore',
    'db.$queryRawUnsafe(x)',
    'process.env.X',
  ];
  for (const text of words) assert.equal(textProblems([source('server/db/x.ts', text)]).length, 1, text);
  assert.deepEqual(textProblems([source('server/x.ts', '// any process.env\nconst a = "any";')]), []);
});

test('planted: a second home, an undecided dependency and a stray top-level name are found', () => {
  const stray = [
    source('server/ingest/a.ts', "import * as ort from 'onnxruntime-node';"),
    source('app/a.tsx', "import { io } from 'socket.io-client';\nnew PrismaClient()"),
    source('app/b.tsx', "import { io } from 'socket.io-client';\nnew PrismaClient()"),
  ];
  assert.equal(homeProblems(stray).length, 3);
  assert.deepEqual(undecidedDependencies(['pg', 'zod'], 'We take `pg`, `zod-mini`.'), [
    'dependency without a decision: zod',
  ]);
  assert.deepEqual(topLevelProblems(['app', '.npmrc', 'scripts']), ['top level: scripts']);
});
