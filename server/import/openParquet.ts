import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { AppError } from '@/server/problem/appError';
import type { Row, Table } from './openTable';

/** Rows that are read at once: a row group may be far larger than memory allows. */
const PAGE = 4_096;

/** A Parquet file as rows, counted from 1. @throws AppError for a file that is none */
export async function openParquet(path: string): Promise<Table> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((cause: unknown) => {
    throw new AppError('unsupported-media', 'this is no Parquet file', { cause });
  });
  const total = Number(metadata.num_rows);
  let read = 0;
  async function* rows(): AsyncGenerator<Row> {
    for (let rowStart = 0; rowStart < total; rowStart += PAGE) {
      const rowEnd = Math.min(total, rowStart + PAGE);
      const records = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
      for (const record of records) {
        read += 1;
        yield { line: read, record };
      }
    }
  }
  return { format: 'parquet', rows, progress: () => (total === 0 ? 1 : read / total) };
}
