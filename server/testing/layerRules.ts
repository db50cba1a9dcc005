import { dirname, join } from 'node:path/posix';
import { ALLOWED, PURE } from './layerImports';
import { importsOf } from './sourceText';

/** A source file: path relative to the checkout, with `/`. */
export type Source = { path: string; text: string };

/** Composition roots and what serves them; these join the layers and may import any. */
const FREE = /^server\/(index|worker|layers\.test)\.ts$|^server\/(start|testing)\//;

/** The layer of a path: `server/audit/x.ts` is audit, `app/x.tsx` is app, `server/settings.ts` is server. */
export function layerOf(path: string): string {
  const [top, folder, ...rest] = path.split('/');
  if (top !== 'server') return top ?? '';
  return rest.length > 0 && folder ? folder : 'server';
}

/** The file in the checkout that an import names, without extension; null for a package. */
export function resolveImport(importer: string, from: string): string | null {
  if (from.startsWith('@/')) return from.slice(2);
  return from.startsWith('.') ? join(dirname(importer), from) : null;
}

/** Imports against the direction. Tests may use server/testing, and those of impure layers may join any layers. */
export function directionProblems(sources: readonly Source[], allowed = ALLOWED): string[] {
  return sources.flatMap(({ path, text }) => {
    if (FREE.test(path)) return [];
    const layer = layerOf(path);
    const isTest = /\.(test|bench)\.tsx?$|\/bench\//.test(path);
    return importsOf(text).flatMap(({ from }) => {
      const target = resolveImport(path, from);
      if (target === null) return [];
      const to = layerOf(`${target}.ts`);
      if (to === layer || allowed[layer]?.includes(to)) return [];
      if (isTest && (to === 'testing' || !PURE.has(layer))) return [];
      if (!PURE.has(layer) && (to === 'problem' || to === 'server')) return [];
      return [`import against the direction: ${path} -> ${target}`];
    });
  });
}

/** Groups of files that import each other at run time (`import type` is ignored), each as one line. */
export function importCycles(sources: readonly Source[]): string[] {
  const known = new Map(sources.map(({ path }) => [path.replace(/(\/index)?\.(tsx?|mjs)$/, ''), path]));
  const edges = new Map(
    sources.map(({ path, text }) => [
      path,
      importsOf(text)
        .filter(({ typeOnly }) => !typeOnly)
        .map(({ from }) => known.get((resolveImport(path, from) ?? '').replace(/\.(tsx?|mjs)$/, '')))
        .filter((target) => target !== undefined),
    ]),
  );
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push(`import cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' -> ')}`);
      return;
    }
    state.set(path, 'open');
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const { path } of sources) visit(path, []);
  return found;
}
