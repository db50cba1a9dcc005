/** A CSV document that a page holds in a link. `rows`: without the header. */
export type SavedFile = { name: string; rows: number; bytes: Uint8Array<ArrayBuffer> };

const HEAD = /^data:text\/csv(;[^,]*)?,/;

/** The file behind a `data:` link of CSV; null for any other link. `name`: as it is saved. */
export function savedFile(name: string, href: string): SavedFile | null {
  const head = HEAD.exec(href)?.[0];
  if (head === undefined) return null;
  const bytes = new TextEncoder().encode(decodeURIComponent(href.slice(head.length)));
  const lines = bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
  return { name: name === '' ? 'figures.csv' : name.slice(0, 200), rows: Math.max(0, lines - 1), bytes };
}
