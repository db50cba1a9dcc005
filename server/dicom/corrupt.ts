import { AppError } from '@/server/problem/appError';

/** The file contradicts itself or the standard; `detail` never repeats text of the file. */
export const corrupt = (detail: string) => new AppError('unreadable-image', `corrupt DICOM file: ${detail}`);

/** The file ends, or its pixels do, before they should. */
export const truncated = (detail: string) => new AppError('unreadable-image', `truncated DICOM file: ${detail}`);

/** A sound file of a kind that is not read; `detail` says what to send instead. */
export const unsupported = (detail: string) => new AppError('unsupported-media', `DICOM image: ${detail}`);
