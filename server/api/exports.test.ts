import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesBelow } from '@/server/start/sourceHash';
import { resolveImport } from '@/server/testing/layerRules';
import { importsOf } from '@/server/testing/sourceText';

// Whatever leaves as a file has to be in the audit trail: `route` tells of it, so nothing may answer with one otherwise.

const root = join(import.meta.dirname, '../..');
const sources = new Map(
  ['app', 'server']
    .flatMap((folder) => filesBelow(root, folder))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|bench)\.tsx?$/.test(path) && !path.includes('/generated/'))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

/** Says that an answer is a file; requests and descriptions of answers are none. */
const makesFile = (text: string): boolean => /['"](content-disposition|text\/csv[^'"]*)['"]\s*:/i.test(text);

/** `route` itself only looks at answers. */
const WRAPPER = ['server/api/route', 'server/api/recordExport'];

/** Whether a file, or what it imports, makes files. */
function answersWithFile(path: string, known = sources, seen = new Set<string>()): boolean {
  if (seen.has(path)) return false;
  seen.add(path);
  const text = known.get(path) ?? '';
  if (makesFile(text)) return true;
  return importsOf(text).some(({ from, typeOnly }) => {
    const target = resolveImport(path, from);
    if (typeOnly || target === null || WRAPPER.includes(target)) return false;
    return [`${target}.ts`, `${target}.tsx`].some((file) => known.has(file) && answersWithFile(file, known, seen));
  });
}

/** Handlers that may answer with a file and are not made by `route`. */
function unrecorded(path: string, known = sources): string[] {
  if (!answersWithFile(path, known)) return [];
  const handlers = (known.get(path) ?? '').matchAll(/^export (?:const|(?:async )?function) ([A-Z]+)\b( = route\()?/gm);
  return [...handlers].flatMap(([, method, recorded]) => (recorded === undefined ? [`${method} ${path}`] : []));
}

const routes = [...sources.keys()].filter((path) => path.endsWith('/route.ts'));

test('every route that answers with a file tells the audit trail of it', () => {
  const files = routes.filter((path) => answersWithFile(path));
  assert.ok(files.length >= 30, `${files.length} routes answer with a file`);
  for (const name of ['trail/bundle', 'trail/checkpoints', 'reports/[reportId]/pdf', 'map-quality', 'cases.csv'])
    assert.ok(files.includes(`app/api/v1/${name}/route.ts`), name);
  assert.deepEqual(
    routes.flatMap((path) => unrecorded(path)),
    [],
  );
  console.log(`routes ${routes.length}, of which ${files.length} answer with a file; none is unrecorded`);
});

test('one that goes past the audit trail is found, also behind another file', () => {
  const known = new Map([
    [
      'server/links/saved.ts',
      `export const saved = () => new Response('', { headers: { 'content-disposition': 'attachment' } });`,
    ],
    ['app/l/file/route.ts', `import { saved } from '@/server/links/saved';\nexport const GET = async () => saved();\n`],
    [
      'app/api/file/route.ts',
      `import { saved } from '@/server/links/saved';\nexport const GET = route('read', async () => saved());\n`,
    ],
    ['app/plain/route.ts', `export async function GET() { return Response.json({}); }`],
  ]);
  assert.deepEqual(
    [...known.keys()].flatMap((path) => unrecorded(path, known)),
    ['GET app/l/file/route.ts'],
  );
});

test('what a page saves is a document in its link, of which it tells, or comes from a route', () => {
  const links = [...sources].flatMap(([path, text]) =>
    path.endsWith('.tsx')
      ? [...text.matchAll(/<a\b(?:[^>{]|\{(?:[^{}]|\{[^{}]*\})*\})*\sdownload\b/g)].map(
          ([link]) => [path, link] as const,
        )
      : [],
  );
  assert.ok(links.length >= 20);
  const known = /href=\{(csvDataUrl\(|withBase\(|path\(|csv\.href|href)/;
  assert.deepEqual(
    links.filter(([, link]) => !known.test(link)),
    [],
  );
});
