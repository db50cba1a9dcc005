import { type MaskFlag, maskFlag } from '@/server/audit/maskSource';
import { ZONES, type ZoneName } from '@/server/audit/zone';
import { db } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import type { VersionState } from '@/server/model/versionState';
import { publicPath } from '@/server/settings';
import type { CaseStatus } from './cases';
import { percentileOf, readScores } from './percentile';
import { type Ledger, ledgerOf, priorOf, type ShareSet, undilatedOf } from './storedResult';

export type { Ledger, ShareSet, ZoneEntry } from './storedResult';

/** One version's answer for one finding, as `GET /api/v1/instances/{id}` gives it. */
export type InstancePrediction = ShareSet & {
  model: string;
  versionId: string;
  /** Of the version; what a candidate flags does not count. */
  state: VersionState;
  finding: string;
  probability: number;
  logit: number;
  percentile: number | null;
  baseline: number;
  threshold: number | null;
  anatomy: string[];
  undefinedReason: string | null;
  undilated: ShareSet | null;
  /** null: the model has no map. */
  ledger: Ledger | null;
  flags: string[];
  maskSource: string;
  /** What to know of masks from that source before their figures. */
  maskFlag: MaskFlag | null;
  /** What is wrong with the masks, in codes; then no share of the image is defined. */
  maskIssues: string[];
  /** Dilated shares by the average anatomy, which are in no statistic; null where the masks are of this image. */
  prior: ShareSet | null;
  /** Of the map: logits when it is additive; null without one. */
  mapUnit: 'logits' | 'as sent' | null;
  definitionVersion: string;
  predictedAt: string;
  links: { saliency: string | null; logRatio: string | null };
};

export type InstanceMask = {
  zone: ZoneName;
  source: string;
  height: number;
  width: number;
  area: number;
  href: string;
};

export type CaseDetail = {
  instanceId: string;
  status: CaseStatus;
  statusReason: string | null;
  /** Of the file that was sent; null when only predictions were. */
  sha256: string | null;
  /** `none`: only predictions were sent, and no picture; then the three below are null. */
  format: string;
  height: number | null;
  width: number | null;
  bitDepth: number | null;
  modality: string | null;
  site: string;
  department: string | null;
  scanner: string | null;
  viewPosition: string | null;
  portable: boolean | null;
  /** Whether the file says that text is burned into the picture; null when it does not say. */
  burnedInAnnotation: boolean | null;
  patientSex: string | null;
  patientAge: number | null;
  /** One of the demonstration's phantoms, nobody real. */
  demo: boolean;
  acquiredAt: string | null;
  receivedAt: string;
  truths: { finding: string; value: 0 | 1; source: string; receivedAt: string }[];
  predictions: InstancePrediction[];
  masks: InstanceMask[];
  links: { self: string; image: string | null };
};

/** Everything about one case that may be shown; de-identified already in the store. Null when there is none. */
export async function getCase(id: string): Promise<CaseDetail | null> {
  if (!isUuid(id)) return null;
  const instance = await db().instance.findUnique({
    where: { id },
    include: { series: true, masks: true, truths: { orderBy: { finding: 'asc' } } },
  });
  if (instance === null) return null;
  const predictions = await readPredictions(id);
  const self = publicPath(`/api/v1/instances/${id}`);
  return {
    instanceId: id,
    status: statusOf(instance.status),
    statusReason: instance.statusReason,
    sha256: instance.fileSha256 === null ? null : instance.sha256,
    format: instance.format,
    height: instance.height,
    width: instance.width,
    bitDepth: instance.bitDepth,
    modality: instance.series.modality,
    site: instance.site,
    department: instance.department,
    scanner: instance.scanner,
    viewPosition: instance.viewPosition,
    portable: instance.portable,
    burnedInAnnotation: instance.burnedInAnnotation,
    patientSex: instance.patientSex,
    patientAge: instance.patientAge,
    demo: instance.demo,
    acquiredAt: instance.acquiredAt?.toISOString() ?? null,
    receivedAt: instance.receivedAt.toISOString(),
    truths: instance.truths.map(({ finding, value, source, receivedAt }) => ({
      finding,
      value: value === 1 ? 1 : 0,
      source,
      receivedAt: receivedAt.toISOString(),
    })),
    predictions,
    masks: instance.masks.flatMap(({ zone: name, source, height, width, area }) => {
      const zone = ZONES.find((known) => known === name);
      const href = `${self}/masks/${name}?source=${encodeURIComponent(source)}`;
      return zone === undefined ? [] : [{ zone, source, height, width, area, href }];
    }),
    links: { self, image: instance.fileSha256 === null ? null : `${self}/image` },
  };
}

const STATUSES: CaseStatus[] = ['pending', 'done', 'failed', 'not-scored'];
const statusOf = (status: string): CaseStatus => STATUSES.find((known) => known === status) ?? 'failed';

type Row = ShareSet &
  Omit<
    InstancePrediction,
    keyof ShareSet | 'percentile' | 'undilated' | 'prior' | 'maskFlag' | 'ledger' | 'predictedAt' | 'links' | 'mapUnit'
  > & {
    findingId: number;
    undilated: unknown;
    ledger: unknown;
    predictedAt: Date;
    hasMap: boolean;
    additive: boolean;
  };

async function readPredictions(instanceId: string): Promise<InstancePrediction[]> {
  const rows = await db().$queryRaw<Row[]>`
    select m.name || '@' || v.version as model, v.id as "versionId", v.state, f.id as "findingId", f.name as finding,
      r.probability, r.logit, f.baseline, f.threshold, f.anatomy, r.outside_share as "outsideShare",
      r.negative_outside_share as "negativeOutsideShare", r.undefined_reason as "undefinedReason",
      r.area_outside as "areaOutside", r.enrichment, r.contribution_inside as "contributionInside",
      r.contribution_outside as "contributionOutside", r.undilated, r.ledger, r.flags,
      p.mask_source as "maskSource", p.mask_issues as "maskIssues", r.definition_version as "definitionVersion", p.created_at as "predictedAt",
      r.bias is not null as additive, r.undefined_reason is distinct from 'no_saliency'
        and exists (select 1 from attribution a where a.prediction_id = p.id) as "hasMap"
    from prediction p
    join model_version v on v.id = p.version_id
    join model m on m.id = v.model_id
    join finding_result r on r.prediction_id = p.id and r.at = p.at
    join finding f on f.id = r.finding_id
    where p.instance_id = ${instanceId}::uuid
    order by v.created_at, f.channel`;
  const scores = await readScores(rows.map(({ findingId }) => findingId));
  return rows.map(({ findingId, undilated, ledger, predictedAt, hasMap, additive, ...row }) => {
    const query = `model=${encodeURIComponent(row.model)}&finding=${encodeURIComponent(row.finding)}`;
    const map = (method: string) =>
      hasMap ? publicPath(`/api/v1/instances/${instanceId}/saliency?${query}&method=${method}`) : null;
    return {
      ...row,
      percentile: percentileOf(scores.get(findingId), row.logit),
      mapUnit: !hasMap ? null : additive ? 'logits' : 'as sent',
      undilated: undilatedOf(undilated),
      prior: priorOf(undilated),
      maskFlag: maskFlag(row.maskSource),
      ledger: ledgerOf(ledger),
      predictedAt: predictedAt.toISOString(),
      links: { saliency: map('cam'), logRatio: additive ? map('log-ratio') : null },
    };
  });
}
