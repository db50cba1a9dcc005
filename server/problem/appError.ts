/** One code, one HTTP status, one title. `type` of the problem document is `/problems/<code>`. */
export const PROBLEMS = {
  'bad-request': { status: 400, title: 'The request cannot be read' },
  'invalid-field': { status: 400, title: 'A field is not valid' },
  unauthorized: { status: 401, title: 'Sign in or send a key' },
  forbidden: { status: 403, title: 'You may not do that' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'In conflict with what is stored' },
  gone: { status: 410, title: 'Not here any more' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media': { status: 415, title: 'Unsupported kind of file' },
  'unsupported-syntax': { status: 415, title: 'Unsupported transfer syntax' },
  'unreadable-image': { status: 422, title: 'The image cannot be decoded' },
  'image-dimensions': { status: 422, title: 'The image dimensions are out of range' },
  'unreadable-mask': { status: 422, title: 'A mask cannot be used' },
  'past-retention': { status: 422, title: 'Older than what is kept here' },
  'unreadable-model': { status: 422, title: 'The model cannot be used' },
  'not-finite': { status: 422, title: 'The model answered numbers that are not finite' },
  'idempotency-mismatch': { status: 422, title: 'The idempotency key was used for another request' },
  'too-slow': { status: 408, title: 'The request took too long' },
  'too-many': { status: 429, title: 'Too many tries' },
  unavailable: { status: 503, title: 'Not available right now' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** `path` is dotted, as in `metadata.patientAge`; `detail` says what was wrong and how to mend it. */
export type FieldError = { path: string; detail: string };

/** An error that a caller is told about as RFC 9457 problem+json. `detail` never holds content of a file. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[];

  constructor(code: ProblemCode, detail: string, options: { errors?: FieldError[]; cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.errors = options.errors ?? [];
  }
}
