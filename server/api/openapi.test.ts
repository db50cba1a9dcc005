import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { cohortFilter } from '@/server/cohort/cohortFilter';
import { filesBelow } from '@/server/start/sourceHash';
import { openapi } from './openapi';
import * as queries from './query';

const root = join(import.meta.dirname, '../..');
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const;

const parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false) });
const withParameters = z.looseObject({ parameters: z.array(parameter).default([]) });
const document = z.object({ paths: z.record(z.string(), withParameters) }).parse(openapi());

/** The described operations, by `GET /path`, each with the parameters of its path and its own. */
const described = new Map(
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => [
      `${method.toUpperCase()} ${path}`,
      [...item.parameters, ...withParameters.parse(item[method]).parameters],
    ]),
  ),
);

type Handler = { operation: string; text: string; source: string };

/** The exported handlers of all routes. `text` runs to the next export; `source` is the whole file. */
const handlers: Handler[] = filesBelow(root, 'app')
  .filter((file) => file.endsWith('/route.ts'))
  .flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const path = file.slice('app'.length, -'/route.ts'.length).replace(/\[(\w+)\]/g, '{$1}');
    const own = source.split(/^(?=export )/m).flatMap((text) => {
      const [, method] = /^export (?:const|(?:async )?function) ([A-Z]+)\b/.exec(text) ?? [];
      return method === undefined ? [] : [{ operation: `${method} ${path}`, text, source }];
    });
    assert.notEqual(own.length, 0, `route without a method: ${file}`);
    return own;
  });

/** Names of the parameters of a schema that a route names: of server/api/query, or its own, whose text is read. */
function schemaNames(name: string, source: string): string[] {
  const shared = Object.entries(queries).find(([key]) => key === name)?.[1];
  if (shared instanceof z.ZodObject) return Object.keys(shared.shape);
  const [, body] = new RegExp(`^const ${name} = z\\.object\\(\\{\\n(.*?)^\\}\\)`, 'ms').exec(source) ?? [];
  assert.ok(body, `unknown schema: ${name}`);
  return [...body.matchAll(/^ {2}(\w+):/gm)].map(([, key = '']) => key);
}

/** Names of the query parameters that a handler makes use of: those that it takes out of a schema, or asks for by name. */
function usedBy({ text, source }: Handler): Set<string> {
  const calls = text.matchAll(/(?:const \{([^}]*)\} = )?(parseCohort|parsePaging|parseQuery)\(url(?:, (\w+))?\)/g);
  const parsed = [...calls].flatMap(([, taken, call, schema = '']) => {
    if (taken !== undefined && !taken.includes('...'))
      return [...taken.matchAll(/(\w+)[^,]*/g)].map(([, key = '']) => key);
    if (call === 'parseCohort') return Object.keys(cohortFilter.shape);
    return call === 'parsePaging' ? Object.keys(queries.paging.shape) : schemaNames(schema, source);
  });
  const asked = [...text.matchAll(/searchParams\.get\('(\w+)'\)/g)].map(([, name = '']) => name);
  return new Set([...parsed, ...asked]);
}

test('every operation of every route is described, and nothing else is', () => {
  assert.deepEqual([...described.keys()].sort(), handlers.map(({ operation }) => operation).sort());
});

test('every name in braces in a path is declared as its parameter, and no other is', () => {
  for (const [operation, parameters] of described) {
    const named = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((p) => p.in === 'path');
    assert.deepEqual(declared.map(({ name }) => name).sort(), named.sort(), operation);
    assert.ok(
      declared.every(({ required }) => required),
      `${operation}: a path parameter is always required`,
    );
  }
});

test('no operation declares a parameter twice', () => {
  for (const [operation, parameters] of described) {
    const keys = parameters.map((p) => `${p.in} ${p.name}`);
    assert.deepEqual(keys, [...new Set(keys)], operation);
  }
});

const queryOf = (operation: string) => (described.get(operation) ?? []).filter((p) => p.in === 'query');

test('the query parameters that a route makes use of are declared, and no others', () => {
  const wrong = handlers.flatMap((handler) => {
    const used = usedBy(handler);
    const declared = new Set(queryOf(handler.operation).map(({ name }) => name));
    const missing = [...used]
      .filter((name) => !declared.has(name))
      .map((name) => `${handler.operation}: ${name} missing`);
    const idle = [...declared]
      .filter((name) => !used.has(name))
      .map((name) => `${handler.operation}: ${name} not used`);
    return [...missing, ...idle];
  });
  assert.deepEqual(wrong, []);
});

test('query parameters without which there is no answer are declared as required', () => {
  const requiredOf = (operation: string) =>
    queryOf(operation)
      .filter(({ required }) => required)
      .map(({ name }) => name)
      .sort();
  assert.deepEqual(requiredOf('GET /api/v1/statistics'), ['finding', 'model']);
  assert.deepEqual(requiredOf('GET /api/v1/instances/{instanceId}/saliency'), ['finding']);
});

test('the routes are read as they are written', () => {
  const used = (text: string, source = '') => [...usedBy({ operation: '', text, source })];
  assert.deepEqual(used('const { sort } = parsePaging(url);'), ['sort']);
  assert.deepEqual(used('list(parsePaging(url))'), ['cursor', 'limit', 'sort']);
  assert.deepEqual(
    used('const { a, ...rest } = parseQuery(url, own);', 'const own = z.object({\n  a: b,\n  c: d,\n});'),
    ['a', 'c'],
  );
  assert.deepEqual(used("url.searchParams.get('wait') === '1'"), ['wait']);
});
