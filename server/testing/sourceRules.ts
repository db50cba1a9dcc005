import type { Source } from './layerRules';
import { importsOf, withoutComments } from './sourceText';

const MOST_LINES = 300;
const MOST_MEDIAN = 90;

const lines = (text: string) => text.trimEnd().split('\n').length;
const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);

/** Files over 300 lines, tests too, and a median over 90 of all but tests. */
export function lengthProblems(sources: readonly Source[]): string[] {
  const long = sources
    .filter(({ text }) => lines(text) > MOST_LINES)
    .map(({ path, text }) => `file too long: ${path}, ${lines(text)} lines, at most ${MOST_LINES}`);
  const sorted = sources
    .filter(({ path }) => !isTest(path))
    .map(({ text }) => lines(text))
    .sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return median > MOST_MEDIAN ? [...long, `median file too long: ${median} lines, at most ${MOST_MEDIAN}`] : long;
}

/** A file name that says nothing about what is in it. */
export function nameProblems(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => /(^|\/)(utils?|helpers?|misc|common|types)(\.\w+)*$/.test(path))
    .map(({ path }) => `empty name: ${path}`);
}

type TextRule = { what: string; pattern: RegExp; but?: RegExp };

const TEXT_RULES: readonly TextRule[] = [
  { what: 'any', pattern: /[:<|&,(]\s*any\b(?!\()|\bas any\b|\bany\[\]/ },
  { what: 'ts-ignore', pattern: /@ts-(ignore|expect-error|nocheck)/ },
  { what: 'unsafe SQL', pattern: /\$(queryRaw|executeRaw)Unsafe/ },
  {
    what: 'process.env',
    pattern: /\bprocess\.env\b/,
    but: /^server\/settings\.ts$|^server\/start\/bootstrap\.mjs$|^[^/]+\.config\.(ts|js|mjs)$/,
  },
];

/** These two hold the forbidden words themselves. */
const RULES = /^server\/(layers\.test|testing\/sourceRules)\.ts$/;

/** Words that the code may not hold. Comments do not count, save for @ts-expect-error, which is one. */
export function textProblems(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !RULES.test(path))
    .flatMap(({ path, text }) =>
      TEXT_RULES.filter(({ pattern, but, what }) => {
        const code = what === 'ts-ignore' ? text : withoutComments(text).replace(/'(?:\\.|[^'\\\n])*'/g, "''");
        return !but?.test(path) && pattern.test(code);
      }).map(({ what }) => `forbidden: ${what} in ${path}`),
    );
}

/** Things that have one home: who else has them. `sources` are without tests. */
export function homeProblems(sources: readonly Source[]): string[] {
  const imports = (name: string) =>
    sources.filter(({ text }) => importsOf(text).some(({ from, typeOnly }) => from === name && !typeOnly));
  const clients = sources.filter(
    ({ path, text }) => !RULES.test(path) && /\bnew PrismaClient\b/.test(withoutComments(text)),
  );
  const onnx = imports('onnxruntime-node').filter(({ path }) => !path.startsWith('server/inference/'));
  // The drill and the benchmark stand for browsers of their own.
  const sockets = imports('socket.io-client').filter(({ path }) => !/^server\/(drill|live\/bench)\//.test(path));
  return [
    ...onnx.map(({ path }) => `onnxruntime-node outside server/inference: ${path}`),
    ...(sockets.length > 1 ? [`socket.io-client in more than one file: ${paths(sockets)}`] : []),
    ...sockets
      .filter(({ path }) => !path.startsWith('app/'))
      .map(({ path }) => `socket.io-client outside app: ${path}`),
    ...(clients.length > 1 ? [`new PrismaClient in more than one file: ${paths(clients)}`] : []),
  ];
}

function paths(sources: readonly Source[]): string {
  return sources.map(({ path }) => path).join(', ');
}

/** Runtime dependencies that DECISIONS.md does not name. */
export function undecidedDependencies(names: readonly string[], decisions: string): string[] {
  const words = new Set(decisions.split(/[\s`,;:()[\]"']+/).map((word) => word.replace(/\.$/, '')));
  return names.filter((name) => !words.has(name)).map((name) => `dependency without a decision: ${name}`);
}

const TOP_LEVEL = new Set([
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'next.config.js', 'biome.json'],
  ...[
    'playwright.config.ts',
    'prisma.config.ts',
    'README.md',
    'DECISIONS.md',
    'CHANGELOG.md',
    'LICENSE',
    'Containerfile',
  ],
  ...['prisma', 'app', 'server', 'models', 'e2e', 'docs'],
]);

/** Tracked top-level names that do not belong there; dotfiles may stay. */
export function topLevelProblems(names: readonly string[]): string[] {
  return names.filter((name) => !TOP_LEVEL.has(name) && !name.startsWith('.')).map((name) => `top level: ${name}`);
}
