/** A manifest while it is written: any JSON object, valid or not. */
export type Draft = { readonly [key: string]: unknown };

/** Way to a field, as ["findings", 0, "baseline"]. */
export type Path = readonly (string | number)[];

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a text holds; null while it holds none, so that no form can stand beside it. */
export function parseDraft(text: string): Draft | null {
  try {
    const value: unknown = JSON.parse(text);
    return isDraft(value) ? value : null;
  } catch {
    return null;
  }
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(draft: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)];
    return isDraft(at) ? at[String(key)] : undefined;
  }, draft);
}

/** The entries at a path; none where there is no list. */
export function listAt(draft: unknown, path: Path): unknown[] {
  const value = valueAt(draft, path);
  return Array.isArray(value) ? value : [];
}

/** A draft with another value at a path; undefined takes a key out, and an entry out of a list. */
export function withValue(draft: Draft, path: Path, value: unknown): Draft {
  const changed = put(draft, path, value);
  return isDraft(changed) ? changed : draft;
}

function put(at: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(at) ? [...at] : [];
    if (rest.length === 0 && value === undefined) return list.toSpliced(key, 1);
    while (list.length < key) list.push(null);
    list[key] = put(list[key], rest, value);
    return list;
  }
  const object = isDraft(at) ? at : {};
  const next = put(object[key], rest, value);
  if (next !== undefined) return { ...object, [key]: next };
  return Object.fromEntries(Object.entries(object).filter(([known]) => known !== key));
}

/** Characters of a value that stays on one line. */
const LINE = 100;

/** A draft as its writer would lay it out: what is short stays on one line, one finding a line. */
export function draftText(draft: Draft): string {
  return `${laidOut(draft, '')}\n`;
}

function laidOut(value: unknown, indent: string): string {
  const line = oneLine(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (line.length <= LINE && (value.length < 2 || !value.some(isDraft))) return line;
    return `[\n${value.map((entry) => `${inner}${laidOut(entry, inner)}`).join(',\n')}\n${indent}]`;
  }
  if (!isDraft(value) || (indent !== '' && line.length <= LINE)) return line;
  const entries = Object.entries(value).map(
    ([key, entry]) => `${inner}${JSON.stringify(key)}: ${laidOut(entry, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (!isDraft(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${oneLine(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
