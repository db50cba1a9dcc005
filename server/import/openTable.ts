import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { readLines } from '@/server/ingest/predictions/readLines';
import { LONGEST_LINE } from '@/server/ingest/predictions/receivePredictions';
import { AppError } from '@/server/problem/appError';
import { openParquet } from './openParquet';

/** A row of a file; `line` is where it stands, for people. A row that cannot be read has a `fault`. */
export type Row = { line: number; record: Record<string, unknown>; fault?: string };

/** A file of rows. */
export type Table = {
  format: 'csv' | 'ndjson' | 'parquet';
  rows(): AsyncIterable<Row>;
  /** How much of the file was read, 0 to 1. */
  progress(): number;
};

/** Opens a table by its name: .csv, .tsv, .ndjson or .jsonl, each also .gz, or .parquet. @throws AppError for any other */
export async function openTable(path: string): Promise<Table> {
  const [, kind, zipped] = /\.(csv|tsv|ndjson|jsonl|parquet)(\.gz)?$/i.exec(path) ?? [];
  if (kind === undefined)
    throw new AppError('unsupported-media', 'the file must be .csv, .ndjson (also .gz) or .parquet');
  if (kind.toLowerCase() === 'parquet') return openParquet(path);
  const { size } = await stat(path);
  const file = createReadStream(path, { highWaterMark: 1 << 16 });
  const bytes = (): Readable => (zipped === undefined ? file : pipe(file, createGunzip()));
  const progress = (): number => (size === 0 ? 1 : file.bytesRead / size);
  if (/^(nd)?json/i.test(kind)) return { format: 'ndjson', rows: () => inWords(jsonRows(bytes())), progress };
  const delimiter = kind.toLowerCase() === 'tsv' ? '\t' : ',';
  return { format: 'csv', rows: () => inWords(csvRows(bytes(), delimiter)), progress };
}

/** The parser's own words hold what stands in the file, which is nobody's to print: only where it stopped is told. */
async function* inWords(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  try {
    yield* rows;
  } catch (error) {
    const { code, lines } = z
      .object({ code: z.string(), lines: z.number().optional() })
      .catch({ code: '' })
      .parse(error);
    if (code.startsWith('Z_'))
      throw new AppError('bad-request', 'the file is no whole gzip file; rows before the break were read');
    if (!/^(CSV_|INVALID_)/.test(code)) throw error;
    throw new AppError(
      'bad-request',
      `line ${lines ?? '?'}: ${FAULTS[code] ?? 'this is no CSV'}; rows before it were read`,
    );
  }
}

const FAULTS: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote closes within a cell',
  INVALID_OPENING_QUOTE: 'a quote opens within a cell',
  CSV_MAX_RECORD_SIZE: 'a row is longer than 8 MB; is a quote not closed?',
};

/** Errors of the source end the target too, which `pipe` alone does not do. */
function pipe(source: Readable, target: ReturnType<typeof createGunzip>): Readable {
  source.once('error', (error) => target.destroy(error));
  return source.pipe(target);
}

async function* csvRows(bytes: Readable, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({
    columns: namedOnce,
    bom: true,
    info: true,
    trim: true,
    delimiter,
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
  });
  bytes.once('error', (error) => parser.destroy(error));
  for await (const row of bytes.pipe(parser)) {
    const { info, record }: { info: { lines: number; error?: unknown }; record: Record<string, unknown> } = row;
    yield {
      line: info.lines,
      record,
      ...(info.error !== undefined && { fault: 'another number of columns than the header' }),
    };
  }
}

/** @throws AppError for two columns of one name: one of them would be lost */
function namedOnce(header: string[]): string[] {
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice !== undefined) throw new AppError('invalid-field', `two columns of the file are named ${twice}`);
  return header;
}

async function* jsonRows(bytes: Readable): AsyncGenerator<Row> {
  for await (const { line, text } of readLines(bytes, LONGEST_LINE)) yield jsonRow(line, text);
}

function jsonRow(line: number, text: string | null): Row {
  if (text === null) return { line, record: {}, fault: `longer than ${LONGEST_LINE / 1e6} MB` };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { line, record: {}, fault: 'no JSON object' };
    return { line, record: { ...value } };
  } catch {
    return { line, record: {}, fault: 'not JSON' };
  }
}
