import { DEFINITIONS } from './content/definitions';
import { type Estimate, NO_ESTIMATE } from './content/estimate';
import type { FindingContent, LineContent, StratumContent } from './content/findingContent';
import type { ReportContent, ReportFacts } from './content/reportContent';
import type { VersionContent } from './content/versionContent';
import { frameworksOf } from './mapping/frameworksOf';

// A made-up report, of which each figure is another.

const estimate = (value: number, half = 0.0213): Estimate => ({ value, low: value - half, high: value + half });

const stratum = (name: string | null, n: number, auc: number): StratumContent => ({
  ...{ stratum: name, suppressed: false, n, positives: Math.round(n / 3), labelled: n - 7, flagged: Math.round(n / 5) },
  ...{ prevalence: estimate(0.3317), auc: estimate(auc) },
  outsideShare: {
    ...{ n: n - 11, mean: 0.4317, low: 0.4011, high: 0.4633, areaOutside: 0.5519, enrichment: -0.354 },
    undefinedReasons: { no_positive_evidence: null, mask_missing: 11 },
  },
});

const hidden: StratumContent = {
  ...{ stratum: 'Łódź', suppressed: true, n: null, positives: null, labelled: null, flagged: null },
  ...{ prevalence: NO_ESTIMATE, auc: NO_ESTIMATE },
  outsideShare: {
    ...{ n: null, mean: null, low: null, high: null, areaOutside: null, enrichment: null },
    undefinedReasons: {},
  },
};

const line = (id: string, unit: LineContent['unit'], value: number, none: number): LineContent => ({
  ...{ id, role: id.startsWith('negatives') ? 'decides' : 'confirms', name: `Line ${id}`, under: 'A against B', unit },
  ...{ effect: estimate(value), none, n: 1234, counted: 'cases', q: 0.0004, grade: 'red', standing: 'confirms' },
});

export const madeFinding = (finding: string, auc: number): FindingContent => ({
  ...{ finding, anatomy: ['lungs', 'heart'], threshold: 0.0517, baseline: 0.0184 },
  ...{ total: stratum(null, 2417, auc), sites: [stratum('A', 1403, auc - 0.03), hidden] },
  ...{ views: [], sexes: [stratum('F', 1210, auc), stratum('M', 1207, auc)], ages: [stratum('40-59', 1403, auc)] },
  ...{ adjusted: estimate(auc - 0.05), lift: estimate(0.0517), prevalenceOnly: 0.8567 },
  verdict: {
    ...{ grade: 'relies', word: 'Relies on acquisition', headline: `${finding} scores follow the site` },
    ...{ grounds: ['In 98 of 100 pairs.', 'An edit confirms it.'], notLocalisable: false },
  },
  lines: [line('negatives:site', 'auc', 0.9817, 0.5), line('swap:site', 'sd', 1.137, 0)],
});

export const madeVersion = (model: string, findings: readonly string[]): VersionContent => ({
  ...{ versionId: '0b7c1f62-5d1e-4a53-9d0c-0c9c6ab7a001', model, kind: 'classifier', state: 'live', scope: 'all' },
  ...{ registeredAt: '2026-09-03T08:15:00.000Z', sha256: 'ab'.repeat(32) },
  graph: {
    family: 'DenseNet',
    parameters: 6_966_034,
    precision: 'float32',
    head: 'linear',
    pooling: 'GlobalAveragePool',
  },
  input: { size: [224, 224], channels: 3, resize: 'area', range: [-1, 1], activation: 'sigmoid' },
  ...{ segmenter: 'lung_unet@1', trainedOn: ['NIH'], assumed: ['the input’s layout was read from the graph'] },
  ...{ warnings: [], mapsRefused: [{ method: 'rollout', reason: 'the graph has no attention' }] },
  methods: [{ method: 'cam', label: 'CAM', state: 'passed', reason: 'Maps change with the weights.', checkedAt: null }],
  covered: { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' },
  findings: findings.map((finding, i) => madeFinding(finding, 0.9123 - i * 0.0171)),
});

/** A report over October 2026. */
export function madeReport(change: Partial<ReportFacts> = {}): ReportContent {
  const facts: ReportFacts = {
    ...{ reportVersion: 'report-1', kind: 'audit', title: 'Audit report of made@1', asOf: '2026-11-02T09:30:00.000Z' },
    period: { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' },
    ...{ least: 10, versions: [madeVersion('made@1', ['Edema', 'Mass'])], definitions: DEFINITIONS },
    reviews: {
      ...{ queued: 61, readers: 3, withdrawn: null, kappa: { ...estimate(0.613), pairs: 19 } },
      arms: [
        {
          ...{ model: 'made@1', arm: 'flagged', aided: 47, unaided: 12, medianSeconds: 21.4 },
          verdicts: { agree: 29, disagree: 11, 'wrong-reason': null },
          ...{ override: estimate(0.2341), wrongReason: NO_ESTIMATE },
        },
      ],
    },
    alarms: {
      ...{ rules: 2, more: 0 },
      alarms: [
        {
          ...{ statistic: 'mean-score', model: 'made@1', finding: 'Edema', site: 'A', view: 'AP', side: 'above' },
          ...{ since: '2026-10-11T00:00:00.000Z', seen: '2026-10-14T00:00:00.000Z', endedAt: null, incident: 17 },
        },
      ],
      incidents: [
        { number: 17, state: 'open', openedAt: '2026-10-14T08:00:00.000Z', closedAt: null, alarms: 1, notes: 4 },
      ],
    },
    decisions: {
      rows: [{ at: '2026-10-20T10:00:00.000Z', what: 'version promoted', subject: 'made@1', by: 'account 1f0c' }],
      more: 0,
    },
    gaps: { received: 2431, failed: null, notScored: 14, pending: 0 },
    trail: {
      ...{ seq: '1517', hash: 'cd'.repeat(32), checkpoint: null },
      records: [{ kind: 'prediction:committed', n: 1311 }],
    },
    ...change,
  };
  return { ...facts, frameworks: frameworksOf(facts) };
}
