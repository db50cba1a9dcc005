import { z } from 'zod';
import { cohortFilter } from '@/server/cohort/cohortFilter';
import { demonstrationChange } from '@/server/demonstration/control';
import { demonstrationSchema } from '@/server/demonstration/describe';
import { instanceMetadata } from '@/server/ingest/metadata';
import { predictionLine } from '@/server/ingest/predictions/predictionLine';
import { predictionsBody } from '@/server/ingest/predictions/predictionsBody';
import { truthLine, truthsBody } from '@/server/ingest/truthLine';
import { problemSchema } from '@/server/problem/problemBody';
import { jobChangeRequest } from '@/server/queries/jobsOutcome';
import { publicPath, settings } from '@/server/settings';
import { ACCESS_PATHS } from './accessPaths';
import { ALARM_PATHS } from './alarmPaths';
import { ANALYSIS_PATHS } from './analysisPaths';
import { EDIT_PATHS } from './editPaths';
import { EVIDENCE_PATHS } from './evidencePaths';
import { jobChangeResponse, jobDetailResponse, jobsResponse } from './jobResponses';
import { LESION_PATHS } from './lesionPaths';
import { LINK_PATHS } from './linkPaths';
import { MAP_QUALITY_PATHS } from './mapQualityPaths';
import {
  answer,
  binary,
  content,
  file,
  idempotencyKey,
  type Json,
  lines,
  multipart,
  operation,
  parameters,
  path,
  schemaOf,
} from './openapiParts';
import { caseIds, imageQuery, jobFilter, jobPaging, ledgerQuery, maskQuery, overviewQuery, paging } from './query';
import { BEGUN, REGISTERED, REGISTRATION, REGISTRATION_OR_TRY, REGISTRATION_PATHS } from './registrationPaths';
import { REPORT_PATHS } from './reportPaths';
import * as responses from './responses';
import { REVIEW_PATHS } from './reviewPaths';
import { SALIENCY_PATHS } from './saliencyPaths';
import { STATISTICS_PATHS } from './statisticsPaths';
import { TRAIL_PATHS } from './trailPaths';
import { VERSION_PATHS } from './versionPaths';

/** The same for one job and for many. */
const jobChange = (summary: string, rest: Json): Json => ({
  post: operation(summary, { 200: answer('What became of each', jobChangeResponse) }, rest),
});
const JOB_CHANGES: Json = {
  parameters: [idempotencyKey],
  requestBody: { required: true, content: content(schemaOf(jobChangeRequest, 'input')) },
};
const ONE_JOB: Json = { parameters: [path('jobId'), idempotencyKey] };

const PATHS: Record<string, Json> = {
  '/api/v1/instances': {
    get: operation(
      'List instances',
      { 200: answer('A page, newest first', responses.instancesResponse) },
      { parameters: [...parameters(cohortFilter), ...parameters(paging)] },
    ),
    post: operation(
      'Send one image: DICOM, PNG or JPEG, with metadata and masks',
      {
        200: answer('The finished instance (wait=1), or one that was here before', responses.instanceResponse),
        202: answer('Accepted; it is being read', responses.acceptedResponse),
      },
      {
        parameters: [{ name: 'wait', in: 'query', schema: { enum: ['1'] } }, idempotencyKey],
        requestBody: multipart(
          {
            ...{ image: file, metadata: schemaOf(instanceMetadata, 'input'), 'mask:<zone>': file, segmentation: file },
            'lesion:<finding>': file,
          },
          ['image'],
        ),
      },
    ),
  },
  '/api/v1/instances/{instanceId}': {
    get: operation(
      'One instance with its predictions',
      { 200: answer('The instance', responses.instanceResponse) },
      { parameters: [path('instanceId')] },
    ),
  },
  ...TRAIL_PATHS,
  ...LESION_PATHS,
  ...LINK_PATHS,
  ...SALIENCY_PATHS,
  '/api/v1/instances/{instanceId}/image': {
    get: operation(
      'The image as an 8-bit PNG',
      { 200: binary('PNG', 'image/png') },
      { parameters: [path('instanceId'), ...parameters(imageQuery)] },
    ),
  },
  '/api/v1/instances/{instanceId}/pixels': {
    get: operation(
      'The pixels at full depth: "SLPX", uint32 length of the facts, facts as JSON (height, width, bits, bytesPerSample; grey 0–255 = sample · scale + offset; value in the file’s units = sample · values.slope + values.intercept), samples row by row; little endian',
      { 200: binary('Pixels', 'application/vnd.sightline.pixels') },
      { parameters: [path('instanceId')] },
    ),
  },
  '/api/v1/instances/{instanceId}/masks/{zone}': {
    get: operation(
      'A zone’s mask, 0 and 255',
      { 200: binary('PNG', 'image/png') },
      { parameters: [path('instanceId'), path('zone'), ...parameters(maskQuery)] },
    ),
  },
  '/api/v1/instances/{instanceId}/ledger.csv': {
    get: operation(
      'The region ledgers of an instance',
      { 200: binary('CSV', 'text/csv') },
      { parameters: [path('instanceId'), ...parameters(ledgerQuery)] },
    ),
  },
  '/api/v1/models': {
    get: operation('All model versions', { 200: answer('Newest first', responses.modelsResponse) }),
    post: operation(
      'Register a model version, or only try it (dry=1)',
      { ...REGISTERED, ...BEGUN },
      REGISTRATION_OR_TRY,
    ),
  },
  '/api/v1/models/{modelId}/versions': {
    parameters: [path('modelId')],
    get: operation('The versions of one model', { 200: answer('Newest first', responses.modelsResponse) }),
    post: operation('Register another version of this model', REGISTERED, REGISTRATION),
  },
  '/api/v1/predictions': {
    post: operation(
      'Predictions made elsewhere: one, a list, or a stream of one JSON document a line; lines that cannot be taken are named in the answer, the others are committed',
      { 200: answer('What became of the lines', responses.predictionsResponse) },
      { parameters: [idempotencyKey], requestBody: lines(predictionsBody, predictionLine) },
    ),
  },
  '/api/v1/truths': {
    post: operation(
      'Record reference labels: of a JSON list all or none, of a stream each line by itself',
      {
        200: answer(
          'What became of them',
          z.union([responses.truthsResponse, responses.predictionsResponse.omit({ versions: true })]),
        ),
      },
      { parameters: [idempotencyKey], requestBody: lines(truthsBody, truthLine) },
    ),
  },
  ...REGISTRATION_PATHS,
  ...STATISTICS_PATHS,
  ...ANALYSIS_PATHS,
  ...EDIT_PATHS,
  ...EVIDENCE_PATHS,
  ...VERSION_PATHS,
  ...REPORT_PATHS,
  ...REVIEW_PATHS,
  ...MAP_QUALITY_PATHS,
  ...ALARM_PATHS,
  ...ACCESS_PATHS,
  '/api/v1/demonstration': {
    get: operation('How far the demonstration is', { 200: answer('State', demonstrationSchema) }),
    post: operation(
      'Start the demonstration where none is',
      { 202: answer('Started', demonstrationSchema) },
      { parameters: [idempotencyKey] },
    ),
    patch: operation(
      'Pause, resume, or set the speed',
      { 200: answer('State', demonstrationSchema) },
      { requestBody: { required: true, content: content(schemaOf(demonstrationChange, 'input')) } },
    ),
    delete: operation('Take away all that the demonstration brought', {
      202: answer('Begun; GET tells the progress', demonstrationSchema),
    }),
  },
  '/api/v1/jobs': {
    get: operation(
      'Jobs that wait, run, are tried again or are dead, and instances that failed for good',
      { 200: answer('A page', jobsResponse) },
      { parameters: [...parameters(jobFilter), ...parameters(jobPaging)] },
    ),
  },
  '/api/v1/jobs/retry': jobChange('Try jobs anew: some by id, or all of a state; at most 500 at once', JOB_CHANGES),
  '/api/v1/jobs/discard': jobChange('Give jobs up: some by id, or all of a state; at most 500 at once', JOB_CHANGES),
  '/api/v1/jobs/{jobId}': {
    get: operation('One job', { 200: answer('The job', jobDetailResponse) }, { parameters: [path('jobId')] }),
  },
  '/api/v1/jobs/{jobId}/retry': jobChange('Try a job anew', ONE_JOB),
  '/api/v1/jobs/{jobId}/discard': jobChange('Give a job up', ONE_JOB),
  '/api/v1/jobs.csv': {
    get: operation(
      'All jobs of a filter',
      { 200: binary('CSV', 'text/csv') },
      { parameters: [...parameters(jobFilter), ...parameters(jobPaging.pick({ sort: true }))] },
    ),
  },
  '/api/v1/live': { get: operation('State of the live stream', { 200: answer('State', responses.liveResponse) }) },
  '/api/v1/overview.csv': {
    get: operation(
      'The matrix of the overview',
      { 200: binary('CSV', 'text/csv') },
      { parameters: parameters(overviewQuery) },
    ),
  },
  '/api/v1/site-effects.csv': {
    get: operation(
      'Every pair of sites of each finding: what the score of cases without it says about the site',
      { 200: binary('CSV', 'text/csv') },
      { parameters: parameters(overviewQuery) },
    ),
  },
  '/api/v1/cases.csv': {
    get: operation(
      'All instances of a filter',
      { 200: binary('CSV', 'text/csv') },
      { parameters: [...parameters(cohortFilter), ...parameters(caseIds), ...parameters(paging.pick({ sort: true }))] },
    ),
  },
  '/api/v1/models.csv': { get: operation('All model versions', { 200: binary('CSV', 'text/csv') }) },
  '/api/v1/openapi.json': { get: operation('This description', { 200: { description: 'OpenAPI 3.1' } }) },
  '/api/v1/signin': {
    post: operation(
      'Use a sign-in link up',
      { 303: { description: 'To the dashboard, with a session cookie' } },
      {
        security: [],
        requestBody: {
          required: true,
          content: content(
            schemaOf(z.object({ token: z.string(), next: z.string().optional() })),
            'application/x-www-form-urlencoded',
          ),
        },
      },
    ),
  },
  '/api/v1/signout': { post: operation('End the session', { 303: { description: 'To the sign-in page' } }) },
  '/healthz': { get: { summary: 'Alive', security: [], responses: { 200: { description: 'This process answers' } } } },
  '/readyz': {
    get: {
      summary: 'Ready',
      security: [],
      responses: { 200: { description: 'Database and worker answer' }, 503: { description: 'One of them does not' } },
    },
  },
  '/metrics': { get: operation('Prometheus metrics', { 200: binary('Prometheus text', 'text/plain') }) },
};

/** The OpenAPI 3.1 document, made from the schemas that parse the requests. */
export const openapi = (): Json & { paths: Record<string, Json> } => ({
  openapi: '3.1.0',
  info: { title: 'Sightline', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  servers: [{ url: `${settings().publicOrigin ?? ''}${publicPath('/')}` }],
  security: [{ key: [] }, { session: [] }],
  paths: PATHS,
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'sightline_session' },
    },
    schemas: { Problem: schemaOf(problemSchema) },
  },
});
