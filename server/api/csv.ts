type Cell = string | number | boolean | null | undefined;

/** A CSV document (RFC 4180) with a header row; null is empty. Text that a spreadsheet would run is quoted with '. */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map(line).join('');
}

const line = (row: readonly Cell[]): string => `${row.map(cell).join(',')}\r\n`;

/** As `csv`, page by page as it is read; `next` answers the rows at a cursor, and the cursor after them. */
export function csvPages(
  header: readonly string[],
  next: (cursor: string | undefined) => Promise<{ rows: readonly (readonly Cell[])[]; nextCursor: string | null }>,
): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let cursor: string | undefined;
  let headed = false;
  return new ReadableStream({
    async pull(controller) {
      const { rows, nextCursor } = await next(cursor);
      controller.enqueue(text.encode(headed ? rows.map(line).join('') : csv(header, rows)));
      headed = true;
      if (nextCursor === null) controller.close();
      else cursor = nextCursor;
    },
  });
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A download of a CSV document. */
export const csvResponse = (name: string, document: string | ReadableStream<Uint8Array>): Response =>
  new Response(document, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
