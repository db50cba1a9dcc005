import type { Draws } from './draws';
import { mutateBytes } from './mutateBytes';

/** JSON as text, for what JSON.stringify cannot write. */
const ODD_TEXTS = [
  '1e999',
  '-0',
  '1e-400',
  '123456789012345678901234567890',
  '"\\u0000"',
  '"\\ud800"',
  '01',
  'NaN',
  '{',
];

const ODD_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 0.5, 2 ** 53, 1e308, '', ' ', '\u202e', 'a'.repeat(10_000), 'ü'.repeat(64)],
  ...["'; drop table instance; --", '../../etc/passwd', '2026-02-30T00:00:00Z', '0000-00-00', 'constructor'],
  ...[[], {}, [[]], { length: 5 }, { toString: 1 }, ['a', 1, null], { '': '' }],
];

const ODD_KEYS = ['__proto__', 'constructor', 'toString', '', ' ', 'length', '0', 'a'.repeat(300), '\u0000'];

/** Changes a value somewhere in a JSON document, or the text of it. */
export function mutateJson(text: string, draws: Draws): string {
  const value: unknown = JSON.parse(text);
  if (draws.chance(0.15)) return mutateBytes(Buffer.from(text), draws).toString('latin1');
  if (draws.chance(0.05)) return deep(draws);
  let changed = value;
  for (let round = draws.below(3); round >= 0; round -= 1) changed = changeSome(changed, draws);
  const written = JSON.stringify(changed);
  return draws.chance(0.1) ? written.replace(/:(\d+|"[^"]*")/, `:${draws.pick(ODD_TEXTS)}`) : written;
}

/** Brackets that a reader which calls itself would not come back from. */
function deep(draws: Draws): string {
  const depth = draws.pick([10, 1_000, 30_000]);
  return `${draws.pick(['[', '{"a":']).repeat(depth)}1${']'.repeat(depth)}`;
}

function changeSome(value: unknown, draws: Draws): unknown {
  if (draws.chance(0.15) || value === null || typeof value !== 'object') return draws.pick(ODD_VALUES);
  if (Array.isArray(value)) return changeItem(value, draws);
  const entries: [string, unknown][] = Object.entries(value);
  const at = draws.below(entries.length);
  const entry = entries[at];
  if (entry === undefined || draws.chance(0.1)) return Object.fromEntries([...entries, [draws.pick(ODD_KEYS), 1]]);
  if (draws.chance(0.1)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  entries[at] = [draws.chance(0.05) ? draws.pick(ODD_KEYS) : entry[0], changeSome(entry[1], draws)];
  return Object.fromEntries(entries);
}

function changeItem(items: readonly unknown[], draws: Draws): unknown[] {
  const at = draws.below(items.length);
  if (items.length === 0 || draws.chance(0.2)) return [...items, ...items, draws.pick(ODD_VALUES)];
  return items.map((item, index) => (index === at ? changeSome(item, draws) : item));
}
