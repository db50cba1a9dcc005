import { openapi } from './openapi';

type Methods = { pattern: RegExp; methods: Set<string> };

/** The described paths as patterns, most specific first: `{x}` stands for one segment. */
const DESCRIBED: Methods[] = Object.entries(openapi().paths)
  .map(([path, operations]) => ({
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`),
    methods: new Set(Object.keys(operations).map((method) => method.toUpperCase())),
  }))
  .sort((a, b) => b.pattern.source.length - a.pattern.source.length);

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The methods of a path of the interface, as for an Allow header; null when the interface has no such path. */
export function allowedMethods(path: string): string[] | null {
  const described = DESCRIBED.find(({ pattern }) => pattern.test(path));
  if (described === undefined) return null;
  const { methods } = described;
  return VERBS.filter((verb) => methods.has(verb) || (verb === 'HEAD' && methods.has('GET')));
}
