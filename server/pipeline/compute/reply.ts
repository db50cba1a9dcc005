import type { EditAnswer } from './editTask';
import type { PerturbAnswer } from './perturbTask';
import type { SaliencyAnswered } from './saliencyTask';
import type { SentError } from './sentError';
import type { ComputeAnswer } from './task';

/** A computed answer as it travels between threads. */
export type SentAnswer = Omit<ComputeAnswer, 'failures'> & { failures: { version: string; error: SentError }[] };

/** What a thread says to one order. */
export type Said =
  | { kind: 'compute'; answer: SentAnswer }
  | { kind: 'edit'; answer: EditAnswer }
  | { kind: 'perturb'; answer: PerturbAnswer }
  | { kind: 'saliency'; answer: SaliencyAnswered };

export type Reply = { number: number; said?: Said; error?: SentError };
