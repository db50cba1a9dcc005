/** Something the operator can mend. The message is one line that says what is wrong and what to do; no stack is shown. */
export class StartError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** The system's error code (`ENOENT`, `28P01`, …) or ''. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}

/** What an error says in one line. */
export function errorLine(error: unknown): string {
  const text = error instanceof Error ? error.message || errorCode(error) : String(error);
  return text.split('\n')[0] ?? '';
}
