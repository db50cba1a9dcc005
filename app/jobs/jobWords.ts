import { plural } from '@/app/format/number';
import { since } from '@/app/format/time';
import type { JobEntry, JobPage, JobReason, JobReasonCode, JobState } from '@/server/queries/jobs';
import type { JobMoment } from '@/server/queries/jobsDetail';
import type { JobOutcome } from '@/server/queries/jobsOutcome';

export const STATE_WORDS: Record<JobState, string> = {
  dead: 'Dead',
  retrying: 'Retrying',
  running: 'Running',
  waiting: 'Waiting',
  discarded: 'Discarded',
};

const KIND_WORDS: Record<string, string> = {
  'audit-instance': 'Read an image',
  'register-model': 'Check a model',
  'compact-rollup': 'Merge old counts',
  demonstrate: 'Next study of the demonstration',
  'remove-demonstration': 'Remove the demonstration',
  'sweep-files': 'Remove unneeded files',
  retain: 'Let old months go',
  analyse: 'Answer a question from single results',
  'edit-instance': 'Edit an image',
  'plan-edits': 'Look which images to edit',
  'make-report': 'Make a report',
  'plan-reports': 'Look whether a report is due',
  'localise-instance': 'Hold maps against a lesion',
  'flag-instances': 'Look which cases to flag',
  'watch-alarms': 'Look at the alarm rules',
  deliver: 'Send messages to a channel',
};

/** What a job does; an unknown kind by its own name. */
export const kindWord = (kind: string): string => KIND_WORDS[kind] ?? kind;

const QUESTION_WORDS: Record<string, string> = {
  cohort: 'Statistics of a cohort',
  'patient-intervals': 'Intervals by patient',
  'added-auc': 'What the image adds',
  'paired-versions': 'Two versions',
  edits: 'Edits of images',
  probe: 'Identifiability probe',
  maps: 'Statistics of maps',
  'randomised-maps': 'Maps with permuted weights',
  'map-check': 'Randomisation check of maps',
  'map-repeatability': 'Repeatability of maps',
  'map-faults': 'Unusable maps',
  markers: 'Clusters of markers',
  saliency: 'Saliency map of one image',
  trail: 'Verification of the audit trail',
};

/** What an analysis asks; an unknown kind by its own name. */
export const questionWord = (question: string): string => QUESTION_WORDS[question] ?? question;

type Words = { says: string; next: string };

const SEND_ANOTHER = 'Trying again will not help: discard it, and send a sound image.';
const TRY = 'Try it again.';

/** Each reason in plain words, and what to do about it. */
const REASONS: Partial<Record<JobReasonCode, Words>> = {
  'file-missing': {
    says: 'A file is missing in the store',
    next: 'Put the data folder back from a backup, then try again; or discard it and send the image again.',
  },
  'store-full': {
    says: 'There was no space left to store a file',
    next: 'Make space in the data folder, then try again.',
  },
  'segmenter-missing': {
    says: 'The segmenter that the model asks for is not registered',
    next: 'Register the segmenter, then try again.',
  },
  database: { says: 'The database did not answer', next: 'See that it runs and has free connections, then try again.' },
  'worker-died': {
    says: 'The worker ended while it worked on this',
    next: 'Try it again. If the worker ends again, it may need more memory, or the image is at fault.',
  },
  'bad-payload': { says: 'The job does not say what it is about', next: 'Nothing can be done with it: discard it.' },
  'no-job': { says: 'The image waits, but its job is gone', next: TRY },
  discarded: { says: 'Somebody discarded it', next: 'Retry brings it back.' },
  'too-slow': { says: 'It took too long', next: 'Try it again when the machine is less busy.' },
  unavailable: {
    says: 'Something that it needs was not available',
    next: 'See that database and disk are sound, then try again.',
  },
  internal: { says: 'The program failed', next: 'Try it again. If it fails again, report the message for operators.' },
  'unreadable-image': { says: 'The image cannot be decoded', next: SEND_ANOTHER },
  'image-dimensions': { says: 'The image is too small or too large', next: SEND_ANOTHER },
  'unsupported-syntax': { says: 'The transfer syntax is not supported', next: SEND_ANOTHER },
  'unsupported-media': { says: 'This kind of file is not supported', next: SEND_ANOTHER },
  'unreadable-mask': { says: 'A mask cannot be used', next: 'Discard it, and send the image with sound masks.' },
  'not-finite': {
    says: 'The model answered numbers that are not finite',
    next: 'Look at the image; after three such images in a row the version is stopped.',
  },
  'unreadable-model': { says: 'The model cannot read this image', next: 'Check the model with another image.' },
};

/** A reason in a few words: "nih14@1: it took too long". */
export function reasonWords({ code, version }: JobReason): string {
  const { says } = wordsOf(code);
  return version === null ? says : `${version}: ${says.charAt(0).toLowerCase()}${says.slice(1)}`;
}

/** What to do about it. */
export const reasonStep = ({ code }: JobReason): string => wordsOf(code).next;

const FINAL: readonly JobReasonCode[] = [
  'unreadable-image',
  'image-dimensions',
  'unsupported-syntax',
  'unsupported-media',
  'unreadable-mask',
  'bad-payload',
];

/** Whether trying again can end otherwise, for one of the reasons at least. */
export const mayHelp = (reasons: readonly JobReason[]): boolean =>
  reasons.length === 0 || reasons.some(({ code }) => !FINAL.includes(code));

const wordsOf = (code: JobReasonCode): Words => REASONS[code] ?? { says: code.replaceAll('-', ' '), next: TRY };

const isKnown = (code: string): code is JobReasonCode => Object.hasOwn(REASONS, code);

/** What was written down of a failed image, in words: "nih14@1: it took too long; nih14@2: the program failed". */
export const failureWords = (statusReason: string): string =>
  statusReason
    .split(', ')
    .map((part) => {
      const [, version = null, code = ''] = /^(?:(.+@\S+) )?([a-z-]+)$/.exec(part) ?? [];
      return reasonWords({ code: isKnown(code) ? code : 'internal', version });
    })
    .join('; ');

/** "3 of 8"; null when it is not in the queue. */
export const attemptWords = ({ attempts, maxAttempts }: Pick<JobEntry, 'attempts' | 'maxAttempts'>): string | null =>
  attempts === null || maxAttempts === null ? null : `${attempts} of ${maxAttempts}`;

/** When a job is tried next, or how long it has been running, seen from `asOf`. */
export function nextWords({ state, nextAt, runningSince }: JobEntry, asOf: string): string | null {
  const now = Date.parse(asOf);
  if (state === 'running' && runningSince !== null) return `for ${since(now - Date.parse(runningSince))}`;
  if (nextAt === null) return null;
  const wait = Date.parse(nextAt) - now;
  return wait <= 1000 ? 'next in line' : `in ${since(wait)}`;
}

/** The one sentence of the page, about all jobs or those of a kind. */
export function headline({ dead, retrying }: JobPage['counts'], kind: string | undefined): string {
  if (dead > 0) return `${plural(dead, 'dead job needs', 'dead jobs need')} a decision`;
  return retrying > 0
    ? `${plural(retrying, 'job is', 'jobs are')} being tried again`
    : kind === undefined
      ? 'Nothing is stuck'
      : 'Nothing of this kind is stuck';
}

const MOMENTS: Record<JobMoment['what'], string> = {
  received: 'Received',
  queued: 'Put in the queue',
  read: 'Read by',
  running: 'Taken by a worker',
  next: 'Next try',
};

export const momentWords = ({ what, version }: JobMoment): string =>
  version === null ? MOMENTS[what] : `${MOMENTS[what]} ${version}`;

/** What became of jobs after a change: "3 will be tried. 1 runs just now, left alone." */
export function outcomeWords(outcomes: readonly JobOutcome[]): string {
  const n = (which: JobOutcome): number => outcomes.filter((outcome) => outcome === which).length;
  const parts: [number, string, string][] = [
    [n('retried'), 'will be tried now', 'will be tried now'],
    [n('discarded'), 'discarded', 'discarded'],
    [n('running'), 'runs just now, left alone', 'run just now, left alone'],
    [n('waiting'), 'waits already', 'wait already'],
    [n('gone'), 'is done meanwhile', 'are done meanwhile'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${plural(count, 'job', 'jobs')} ${count === 1 ? one : many}.`)
    .join(' ');
}
