import type { UnaidedAnswer, Verdict } from './draft';

/** What a reader is asked about one case, as the page hands it to the browser. */
export type ReviewTask = {
  readId: string;
  instanceId: string;
  finding: string;
  /** What is to be answered now; at `unaided` nothing that a model said is in the page, at `done` it is answered. */
  stage: 'unaided' | 'aided' | 'done';
  /** The reader's own answer before the model's was shown; null where none was asked for, or not yet. */
  answer: UnaidedAnswer | null;
  /** null once it is done. */
  expiresAt: string | null;
  /** Site, view, portable: what is known without any model. */
  place: string;
  verdict: { verdict: Verdict; zone: string | null; note: string | null; milliseconds: number } | null;
};
