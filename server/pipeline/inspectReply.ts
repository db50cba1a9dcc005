import { z } from 'zod';
import type { Inspection } from '@/server/inference/inspectModel';
import { type Golden, golden } from '@/server/model/golden';
import { graphReport } from '@/server/model/graphReport';
import { manifest } from '@/server/model/manifest';
import { PROBLEMS, type ProblemCode } from '@/server/problem/appError';
import { type TrialFound, trialFound, trialOrder } from './trial';

/**
 * What registration keeps of an inspection; the extended graph is made anew whenever the model is opened. `golden`: what
 * it answers to the pictures that it is asked again after an upgrade of the runtime.
 */
export type Inspected = Omit<Inspection, 'instrumented'> & {
  golden?: Golden | null | undefined;
  /** Null where it was not tried on images. */
  trial?: TrialFound | null | undefined;
};

/** How the process ends itself when it has used up what it may; the parent reads the reason from the signal. */
export const SIGNALS = { time: 'SIGXCPU', memory: 'SIGUSR2' } as const;

/** The first line that the process gets; the model's bytes follow. `parent` is the process id to live with. */
export const inspectOrder = z.object({
  manifest: z.unknown(),
  milliseconds: z.number().positive(),
  memory: z.number().positive(),
  parent: z.number().int(),
  /** How it is tried on images too; then what follows is as `packTrial` puts it. */
  trial: trialOrder.nullish(),
});

export type InspectOrder = z.infer<typeof inspectOrder>;

const isCode = (code: unknown): code is ProblemCode => typeof code === 'string' && code in PROBLEMS;
const fieldError = z.object({ path: z.string(), detail: z.string() });

/** The one message that it answers: what it learned, why it refuses, or the name of an error that nobody foresaw. */
export const inspectReply = z.union([
  z.object({
    inspection: z.object({
      manifest,
      assumed: z.array(z.string()),
      saliency: z.object({
        available: z.array(z.string()),
        refused: z.array(z.object({ method: z.string(), reason: z.string() })),
      }),
      inputShape: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      graph: graphReport,
      golden: golden.nullish(),
      trial: trialFound.nullish(),
    }),
  }),
  z.object({
    problem: z.object({ code: z.custom<ProblemCode>(isCode), detail: z.string(), errors: z.array(fieldError) }),
  }),
  z.object({ unforeseen: z.string() }),
]);

export type InspectReply = z.infer<typeof inspectReply>;
