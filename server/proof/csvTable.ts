export type Row = Record<string, string>;

/** A field with quotes, doubled within, or one without. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;

/** Rows of a table (RFC 4180, one line a row), by the names in its first line. */
export function csvTable(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = fieldsOf(head);
  return lines.map((line) => {
    const fields = line.includes('"') ? fieldsOf(line) : line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, fields[i] ?? '']));
  });
}

function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < line.length) {
    const [, quoted, plain = ''] = FIELD.exec(line) ?? [];
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
  }
  return fields;
}
