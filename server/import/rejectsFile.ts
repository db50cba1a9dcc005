import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Rejection } from '@/server/ingest/predictions/rejection';
import type { Mapping } from './mapping';

const HEAD = 'line,field,reason\n';

export type RejectsFile = {
  path: string;
  /** Writes rejections behind the ones that are settled; once more for the same batch replaces them. */
  write(rejections: readonly Rejection[]): void;
  /** What was written last stays. */
  settle(): void;
  close(): void;
};

/**
 * The rejects of an import, beside its file: line, field and reason, never a value. It is made with the first reject. An
 * import that goes on keeps those up to `lastLine`, asked for at the first batch: rows behind it were written by a batch that was not committed.
 */
export function openRejectsFile(file: string, mapping: Mapping | null, lastLine: () => number): RejectsFile {
  const path = `${file}.rejects.csv`;
  let begun = false;
  let opened: number | null = null;
  let settled = 0;
  let length = 0;
  const open = (kept: string): number => {
    const descriptor = openSync(path, 'w');
    settled = writeSync(descriptor, HEAD + kept);
    length = settled;
    opened = descriptor;
    return descriptor;
  };
  const begin = (): void => {
    if (begun) return;
    begun = true;
    const kept = lastLine() > 0 && existsSync(path) ? keptRows(readFileSync(path, 'utf8'), lastLine()) : '';
    if (kept === '') rmSync(path, { force: true });
    else open(kept);
  };
  return {
    path,
    write(rejections) {
      begin();
      if (rejections.length === 0 && opened === null) return;
      const descriptor = opened ?? open('');
      ftruncateSync(descriptor, settled);
      const text = rejections.map((rejection) => rowOf(rejection, mapping)).join('');
      length = settled + (text === '' ? 0 : writeSync(descriptor, text, settled));
    },
    settle() {
      if (opened !== null) settled = length;
    },
    close() {
      if (opened !== null) closeSync(opened);
      opened = null;
    },
  };
}

const keptRows = (text: string, lastLine: number): string =>
  text
    .split('\n')
    .slice(1)
    .filter((row) => row !== '' && Number(row.slice(0, row.indexOf(','))) <= lastLine)
    .map((row) => `${row}\n`)
    .join('');

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const rowOf = ({ line, path, detail }: Rejection, mapping: Mapping | null): string =>
  `${[String(line), fieldOf(path, mapping), detail].map(quoted).join(',')}\n`;

/** The column that a path of a line came from, where there is one. */
export function fieldOf(path: string, mapping: Mapping | null): string {
  if (mapping === null) return path;
  const [top, name = ''] = path.split('.');
  if (top === 'instance') {
    const column = Object.entries(mapping.columns).find(([field]) => field === name);
    return column?.[1] ?? name;
  }
  if (top === 'findings' && name !== '') return mapping.probability.replace('{finding}', () => name);
  if (top === 'findings') return mapping.probability;
  if (top === 'truths' && mapping.truth !== undefined) return mapping.truth.replace('{finding}', () => name);
  return path;
}
