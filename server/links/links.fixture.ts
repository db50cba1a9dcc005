import type { InstancePrediction } from '@/server/queries/caseDetail';
import type { EditView } from '@/server/queries/edits';
import type { CaseRead } from './caseContent';

const ID = '11111111-aaaa-4bbb-8ccc-222222222222';
const OTHER = '33333333-dddd-4eee-8fff-444444444444';

/** What must not be found in anything that a link shows. */
export const PLANTED = [
  ID,
  OTHER,
  'St Planted',
  'Ward Hidden',
  'SCN-77',
  'Doe^Jane',
  '2019-03-04',
  'deadbeef',
  '/api/v1/',
];

export const detail = (): CaseRead['detail'] => ({
  instanceId: ID,
  status: 'done',
  statusReason: null,
  sha256: 'deadbeef',
  format: 'dicom',
  ...{ height: 512, width: 512, bitDepth: 12, modality: 'DX' },
  site: 'St Planted Hospital',
  department: 'Ward Hidden',
  scanner: 'SCN-77',
  // Whoever sends may write anything here.
  viewPosition: 'Doe^Jane',
  portable: true,
  burnedInAnnotation: null,
  patientSex: 'Doe^Jane',
  patientAge: 93,
  demo: false,
  acquiredAt: '2019-03-04T10:00:00.000Z',
  receivedAt: '2019-03-04T11:00:00.000Z',
});

const shares = {
  ...{ outsideShare: 0.12, negativeOutsideShare: null, areaOutside: 0.51, enrichment: -2 },
  ...{ contributionInside: 1, contributionOutside: 0.1 },
};

export const prediction = (): InstancePrediction => ({
  ...shares,
  ...{ model: 'chest@1', versionId: OTHER, state: 'live', finding: 'Edema', probability: 0.2, logit: -1.4 },
  ...{ percentile: null, baseline: 0.1, threshold: null, anatomy: ['lungs'], undefinedReason: null, undilated: null },
  ...{ ledger: null, flags: [], maskSource: 'upload', maskFlag: null, maskIssues: [], prior: null, mapUnit: 'logits' },
  ...{ definitionVersion: '1', predictedAt: '2019-03-04T11:00:00.000Z' },
  links: { saliency: `/api/v1/instances/${ID}/saliency`, logRatio: null },
});

const score = (probability: number) => ({ probability, logit: 0 });

export const edit = (): EditView => ({
  ...{ id: OTHER, instanceId: ID, model: 'chest@1', kind: 'swap-other', outcome: 'edited', donorId: OTHER },
  ...{ donorSite: 'St Planted', sample: 'random', maskSource: 'upload', inDistribution: true, distance: 1 },
  ...{ distanceLimit: 2, area: 0.1, box: null, height: 1, width: 1, createdAt: '2019-03-04T11:00:00.000Z' },
  definitionVersion: 'edits-1',
  findings: [{ finding: 'Edema', before: score(0.2), after: score(0.1), delta: -0.7 }],
  links: { image: '/api/v1/edits/x/image', saliency: null, saliencyBefore: null },
});
