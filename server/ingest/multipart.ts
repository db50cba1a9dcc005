import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import busboy from 'busboy';
import { AppError } from '@/server/problem/appError';
import { uploadBudget } from './uploadBudget';

/** `name`: as the sender calls the file, folders included; not to be trusted, and not for logs. */
export type FilePart = { field: string; bytes: Buffer; name?: string };

/** A parsed upload: file parts in order, and text parts by name. A text sent as a file part counts as both. */
export type Multipart = { files: FilePart[]; fields: Map<string, string> };

/** `bodyBytes`: of the whole request, framing included. */
export type MultipartLimits = { bodyBytes: number; fileBytes: number; files: number; fieldBytes: number };

const MAX_SECONDS = 120;

/** Reads multipart/form-data under the limits. Anything more, malformed or too slow is a typed error. */
export async function parseMultipart(request: Request, limits: MultipartLimits): Promise<Multipart> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data;.*boundary=/i.test(contentType)) {
    throw new AppError(
      'unsupported-media',
      `send multipart/form-data; the Content-Type was "${contentType.slice(0, 80)}"`,
    );
  }
  if (request.body === null) throw new AppError('bad-request', 'the body is empty');
  if (Number(request.headers.get('content-length') ?? 0) > limits.bodyBytes)
    throw tooLarge('the body', limits.bodyBytes);
  const parser = openParser(contentType, limits);
  const body = Readable.fromWeb(webStream(request.body));
  countBytes(body, request, limits.bodyBytes);
  const timer = setTimeout(() => {
    body.destroy(new AppError('too-slow', `the upload took more than ${MAX_SECONDS} s`));
  }, MAX_SECONDS * 1000);
  try {
    return await collect(body, parser, limits);
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}

/** Ends the body when it is too long, or when all uploads together hold too much. */
function countBytes(body: Readable, request: Request, most: number): void {
  let read = 0;
  body.on('data', (chunk: Uint8Array) => {
    read += chunk.length;
    try {
      if (read > most) throw tooLarge('the body', most);
      uploadBudget().count(request, chunk.length);
    } catch (error) {
      body.destroy(error instanceof Error ? error : undefined);
    }
  });
}

// The DOM's and Node's declarations of the same class differ by a few members.
const webStream = (body: unknown): ReadableStream => body as ReadableStream;

function openParser(contentType: string, limits: MultipartLimits): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: {
        fileSize: limits.fileBytes,
        files: limits.files,
        fieldSize: limits.fieldBytes,
        fields: 20,
        parts: limits.files + 20,
        headerPairs: 50,
      },
    });
  } catch (cause) {
    throw new AppError('bad-request', 'the multipart Content-Type cannot be read', { cause });
  }
}

function collect(body: Readable, parser: busboy.Busboy, limits: MultipartLimits): Promise<Multipart> {
  return new Promise((resolve, reject) => {
    const files: FilePart[] = [];
    const fields = new Map<string, string>();
    const fail = (error: unknown): void => {
      body.unpipe(parser);
      reject(
        error instanceof AppError ? error : new AppError('bad-request', 'the upload ended early or is not multipart'),
      );
    };
    parser.on('file', (field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => fail(tooLarge(field, limits.fileBytes)));
      stream.on('error', fail);
      stream.on('close', () => files.push({ field, bytes: Buffer.concat(chunks), name: filename ?? '' }));
    });
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated) fail(tooLarge(name, limits.fieldBytes));
      else fields.set(name, value);
    });
    parser.on('filesLimit', () => fail(new AppError('too-large', `more than ${limits.files} files`)));
    parser.on('fieldsLimit', () => fail(new AppError('too-large', 'more than 20 fields')));
    parser.on('partsLimit', () => fail(new AppError('too-large', 'too many parts')));
    parser.on('error', fail);
    parser.on('close', () => resolve({ files, fields }));
    body.on('error', fail);
    body.pipe(parser);
  });
}

/** A part that is larger than it may be. */
export function tooLarge(field: string, bytes: number): AppError {
  const path = field.slice(0, 80);
  const limit = bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`;
  return new AppError('too-large', `${path} is larger than ${limit}`, {
    errors: [{ path, detail: `at most ${limit}` }],
  });
}
