import { z } from 'zod';
import { ANALYSIS_STATUSES } from '@/server/analysis/analysisState';
import { ANALYSES, type AnalysisKind, type AnalysisState } from '@/server/analysis/kinds';
import { mapCheckAnswer, mapFaultsAnswer, repeatabilityAnswer } from './mapQualitySchema';
import { editsAnswer, mapsAnswer, markersAnswer, probeAnswer, randomisedMapsAnswer } from './mapsSchema';
import { statisticsResponse } from './statisticsSchema';

// Questions and answers of analyses, each answer tied to the type of what makes it.

const KINDS = Object.keys(ANALYSES) as [AnalysisKind, ...AnalysisKind[]];

/** `parameters` is looked at by its kind. */
export const analysisRequest = z.strictObject({ kind: z.enum(KINDS), parameters: z.unknown() });

/** The same with what each kind takes, for the description. */
export const analysisQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cohort'), parameters: ANALYSES.cohort }),
  z.strictObject({ kind: z.literal('patient-intervals'), parameters: ANALYSES['patient-intervals'] }),
  z.strictObject({ kind: z.literal('added-auc'), parameters: ANALYSES['added-auc'] }),
  z.strictObject({ kind: z.literal('paired-versions'), parameters: ANALYSES['paired-versions'] }),
  z.strictObject({ kind: z.literal('maps'), parameters: ANALYSES.maps }),
  z.strictObject({ kind: z.literal('probe'), parameters: ANALYSES.probe }),
  z.strictObject({ kind: z.literal('edits'), parameters: ANALYSES.edits }),
  z.strictObject({ kind: z.literal('randomised-maps'), parameters: ANALYSES['randomised-maps'] }),
  z.strictObject({ kind: z.literal('markers'), parameters: ANALYSES.markers }),
  z.strictObject({ kind: z.literal('saliency'), parameters: ANALYSES.saliency }),
  z.strictObject({ kind: z.literal('map-check'), parameters: ANALYSES['map-check'] }),
  z.strictObject({ kind: z.literal('map-repeatability'), parameters: ANALYSES['map-repeatability'] }),
  z.strictObject({ kind: z.literal('map-faults'), parameters: ANALYSES['map-faults'] }),
  z.strictObject({ kind: z.literal('trail'), parameters: ANALYSES.trail }),
]);

const time = z.iso.datetime();
const count = z.int();
const text = z.string();
const number = z.number().nullable();
const estimate = z.object({ value: z.number(), low: number, high: number });
const estimateOrNone = estimate.nullable();

const patientIntervals = z.object({
  ...{ cases: count, of: count, patients: count, withoutPatient: count, replicates: count },
  ...{ auc: estimateOrNone, adjusted: estimateOrNone, lift: estimateOrNone },
  siteEffect: z.array(z.object({ stratum: text, reference: text, aucOfScore: estimateOrNone })),
});

const addedAuc = z.object({
  ...{ cases: count, of: count, positives: count, folds: count, columns: z.array(text) },
  ...{ metadata: estimateOrNone, withScore: estimateOrNone, score: estimateOrNone },
  added: estimate.extend({ p: number }).nullable(),
  none: z.enum(['few_cases', 'one_value']).nullable(),
});

const saliencyMade = z.object({
  ...{ instanceId: z.uuid(), method: text, maps: count, forwards: count, milliseconds: z.number() },
});

const pairedVersions = z.object({
  instances: count,
  adjustment: z.literal('holm'),
  findings: z.array(
    z.object({
      ...{ finding: text, cases: count, positives: count, negatives: count },
      auc: z.object({
        model: number,
        other: number,
        difference: estimate.extend({ p: number, adjustedP: number }).nullable(),
      }),
      shift: estimateOrNone,
      meanProbability: z.object({ model: z.number(), other: z.number() }),
      flips: z.object({ n: count, of: count, up: count, down: count }).nullable(),
      outsideShare: z.object({ n: count, model: z.number(), other: z.number(), difference: estimate }).nullable(),
      shiftSd: number,
      distributions: z.object({ distance: z.number(), stability: number }).nullable(),
      zones: z.array(z.object({ zone: text, n: count, model: z.number(), other: z.number(), difference: estimate })),
      moved: z.array(z.object({ instanceId: z.uuid(), model: z.number(), other: z.number() })),
      turned: z.array(
        z.object({
          ...{ instanceId: z.uuid(), model: z.number(), other: z.number(), says: z.enum(['yes', 'no']) },
          truth: z.union([z.literal(0), z.literal(1)]).nullable(),
        }),
      ),
    }),
  ),
});

const state = z.object({
  id: z.uuid(),
  status: z.enum(ANALYSIS_STATUSES),
  ...{ done: count, total: count.nullable(), requestedAt: time },
  ...{ finishedAt: time.nullable(), asOf: time.nullable(), problem: text.nullable() },
});

type Schema<Kind extends AnalysisKind> = z.ZodType<AnalysisState<Kind>>;
const cohortState: Schema<'cohort'> = state.extend({
  kind: z.literal('cohort'),
  result: statisticsResponse.nullable(),
});
const patientState: Schema<'patient-intervals'> = state.extend({
  ...{ kind: z.literal('patient-intervals'), result: patientIntervals.nullable() },
});
const addedState: Schema<'added-auc'> = state.extend({ kind: z.literal('added-auc'), result: addedAuc.nullable() });
const mapsState: Schema<'maps'> = state.extend({ kind: z.literal('maps'), result: mapsAnswer.nullable() });
const probeState: Schema<'probe'> = state.extend({ kind: z.literal('probe'), result: probeAnswer.nullable() });
const editsState: Schema<'edits'> = state.extend({ kind: z.literal('edits'), result: editsAnswer.nullable() });
const markersState: Schema<'markers'> = state.extend({ kind: z.literal('markers'), result: markersAnswer.nullable() });
export const saliencyState: Schema<'saliency'> = state.extend({
  ...{ kind: z.literal('saliency'), result: saliencyMade.nullable() },
});
const randomisedState: Schema<'randomised-maps'> = state.extend({
  ...{ kind: z.literal('randomised-maps'), result: randomisedMapsAnswer.nullable() },
});
const checkState: Schema<'map-check'> = state.extend({
  ...{ kind: z.literal('map-check'), result: mapCheckAnswer.nullable() },
});
const repeatabilityState: Schema<'map-repeatability'> = state.extend({
  ...{ kind: z.literal('map-repeatability'), result: repeatabilityAnswer.nullable() },
});
const faultsState: Schema<'map-faults'> = state.extend({
  ...{ kind: z.literal('map-faults'), result: mapFaultsAnswer.nullable() },
});
const pairedState: Schema<'paired-versions'> = state.extend({
  ...{ kind: z.literal('paired-versions'), result: pairedVersions.nullable() },
});

const place = z.object({ seq: count, hash: text }).nullable();
const faultKinds = ['changed', 'broken', 'removed', 'misplaced', 'truncated', 'forged', 'signature'] as const;
const trailVerdict = z.object({
  ...{ records: count, first: place, last: place, agreed: count, checkpoints: count, faultCount: count },
  faults: z.array(z.object({ kind: z.enum(faultKinds), from: count, to: count, detail: text })),
  guard: z.enum(['permissions', 'triggers', 'nothing']),
});
export const trailState: Schema<'trail'> = state.extend({
  ...{ kind: z.literal('trail'), result: trailVerdict.nullable() },
});

/** Where an analysis stands. The result of a cohort is an answer of `GET /api/v1/statistics`. */
export const analysisResponse = z.union([
  cohortState,
  patientState,
  addedState,
  pairedState,
  mapsState,
  probeState,
  editsState,
  randomisedState,
  markersState,
  saliencyState,
  checkState,
  repeatabilityState,
  faultsState,
  trailState,
]);
