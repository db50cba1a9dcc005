import { inflateRawSync } from 'node:zlib';
import { AppError } from '@/server/problem/appError';
import { MAX_PIXELS } from './imageLimits';

/** Largest accepted colour image and 8 MB of header. What inflates to more is a bomb, or not a radiograph. */
const MOST_BYTES = 3 * MAX_PIXELS + 8_000_000;

/**
 * The file with its data set inflated (PS3.5 A.5: raw RFC 1951 behind the header, which ends at `start`).
 * Errors: `unreadable-image`, when the data are corrupt, cut off or inflate to more than 200 MB.
 */
export function inflateDataSet(file: Buffer, start: number): Buffer {
  try {
    const inflated = inflateRawSync(file.subarray(start), { maxOutputLength: MOST_BYTES });
    return Buffer.concat([file.subarray(0, start), inflated]);
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    const why = isTooLong
      ? `it inflates to more than ${MOST_BYTES / 1e6} MB`
      : 'its deflated data set cannot be inflated';
    throw new AppError('unreadable-image', `corrupt DICOM file: ${why}`);
  }
}
