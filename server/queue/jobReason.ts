import { PROBLEMS } from '@/server/problem/appError';

/** Reasons of ours beside the codes of problems. Never free text: that of an error may hold anything. */
const OWN = [
  'file-missing',
  'store-full',
  'segmenter-missing',
  'database',
  'worker-died',
  'bad-payload',
  'no-job',
  'discarded',
] as const;

/** Why a job failed, as a code that a page has words for. */
export type JobReasonCode = (typeof OWN)[number] | keyof typeof PROBLEMS;

export const JOB_REASONS = [...OWN, ...Object.keys(PROBLEMS)] as JobReasonCode[];

/** `version`: the model version, `name@version`, that it is about; null when it is about the whole job. */
export type JobReason = { code: JobReasonCode; version: string | null };

/** What is known of a failure. `statusReason` is what the worker wrote down, `lastError` the queue's own text. */
export type JobFailure = {
  state: string;
  status: string | null;
  statusReason: string | null;
  lastError: string | null;
  attempts: number | null;
};

/** The reasons of a failure, one for each version that failed; none when nothing has failed yet. */
export function reasonsOf(failure: JobFailure): JobReason[] {
  const { state, status, statusReason, lastError, attempts } = failure;
  const told = lastError === null ? [] : reasonsOfMessage(lastError);
  if (status === 'failed' || status === 'done') {
    const written = statusReason === null ? [] : statusReason.split(', ').map(writtenReason);
    if (written.length > 0) return written.map((reason) => sharper(reason, told));
  }
  if (told.length > 0) return told;
  const tried = state !== 'running' && (attempts ?? 0) > 0;
  // The queue writes an error down when a handler throws; without one, the process ended while it worked.
  if (tried) return [{ code: 'worker-died', version: null }];
  return status === 'pending' && state === 'dead' ? [{ code: 'no-job', version: null }] : [];
}

/** "unreadable-image", or "nih14@1 unavailable". */
function writtenReason(text: string): JobReason {
  const [, version, code = ''] = /^(?:(.+@\S+) )?([a-z-]+)$/.exec(text) ?? [];
  return { code: JOB_REASONS.find((known) => known === code) ?? 'internal', version: version ?? null };
}

/** Of two reasons for the same version the one that says more. */
function sharper(written: JobReason, told: JobReason[]): JobReason {
  if (written.code !== 'unavailable' && written.code !== 'internal') return written;
  const same = told.find(({ version }) => version === written.version);
  return same === undefined ? written : { ...same, version: written.version };
}

/** What messages of the store, the database and the queue's own checks look like; the first that fits counts. */
const MESSAGES: readonly [RegExp, JobReasonCode][] = [
  [/is missing in the store|was removed meanwhile/i, 'file-missing'],
  [/ENOSPC|no space left|could not be stored/i, 'store-full'],
  [/segmenter .* is not registered/i, 'segmenter-missing'],
  [
    /ECONNREFUSED|ECONNRESET|terminat(ed|ing) .*connection|connection .*(closed|terminated|refused)|can.t reach database|server has closed|starting up|shutting down|deadlock|too many (clients|connections)|P10\d\d|P2024|P2028|transaction (API|already closed)/i,
    'database',
  ],
  [/invalid_(type|format|string)|Invalid (input|uuid|UUID)|expected string, received/, 'bad-payload'],
  [/took longer|timed? ?out/i, 'too-slow'],
];

/** Reasons in the queue's text: of each version in "a@1: Error: …; b@2: Error: …", else of the whole. */
function reasonsOfMessage(message: string): JobReason[] {
  const parts = message.split(/; (?=\S+@\S+: )/);
  return parts.map((part) => {
    const version = /^(\S+@\S+): /.exec(part)?.[1] ?? null;
    return { code: MESSAGES.find(([pattern]) => pattern.test(part))?.[1] ?? 'internal', version };
  });
}

const LONGEST_MESSAGE = 2_000;

/** The queue's text for operators: without control characters and lines of a stack, and cut. */
export function operatorMessage(lastError: string | null): string | null {
  if (lastError === null) return null;
  const lines = lastError.split(/\r?\n/).filter((line) => !/^\s*at .*[:(]/.test(line));
  const text = lines
    .join('\n')
    .replace(/[^\P{C}\n]/gu, '')
    .trim();
  return text === '' ? null : text.slice(0, LONGEST_MESSAGE);
}
