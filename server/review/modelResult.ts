import type { Tx } from '@/server/db/client';
import { percentileOf, readScores } from '@/server/queries/percentile';
import { publicPath } from '@/server/settings';

/** What the model said, as it is shown once nothing is hidden. Shares 0–1, contributions in logits, percentile 0–100. */
export type ModelResult = {
  probability: number;
  logit: number;
  threshold: number | null;
  percentile: number | null;
  outsideShare: number | null;
  negativeOutsideShare: number | null;
  areaOutside: number | null;
  contributionInside: number | null;
  contributionOutside: number | null;
  undefinedReason: string | null;
  maskIssues: string[];
  maskSource: string;
  /** Hrefs of the maps; null without one. */
  saliency: string | null;
  logRatio: string | null;
};

type Row = Omit<ModelResult, 'percentile' | 'saliency' | 'logRatio'> & {
  model: string;
  finding: string;
  hasMap: boolean;
  additive: boolean;
};

/** The result of one finding on one image; null when it was removed since. */
export async function readModelResult(tx: Tx, instanceId: string, findingId: number): Promise<ModelResult | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    select m.name || '@' || v.version as model, f.name as finding, r.probability, r.logit, f.threshold,
      r.outside_share as "outsideShare", r.negative_outside_share as "negativeOutsideShare",
      r.area_outside as "areaOutside", r.contribution_inside as "contributionInside",
      r.contribution_outside as "contributionOutside", r.undefined_reason as "undefinedReason",
      p.mask_issues as "maskIssues", p.mask_source as "maskSource", r.bias is not null as additive,
      r.undefined_reason is distinct from 'no_saliency'
        and exists (select 1 from attribution a where a.prediction_id = p.id) as "hasMap"
    from finding f
    join model_version v on v.id = f.version_id
    join model m on m.id = v.model_id
    join prediction p on p.version_id = v.id and p.instance_id = ${instanceId}::uuid
    join finding_result r on r.prediction_id = p.id and r.at = p.at and r.finding_id = f.id
    where f.id = ${findingId}`;
  if (row === undefined) return null;
  const { model, finding, hasMap, additive, ...result } = row;
  const scores = await readScores([findingId]);
  const query = `model=${encodeURIComponent(model)}&finding=${encodeURIComponent(finding)}`;
  const map = (method: string) => publicPath(`/api/v1/instances/${instanceId}/saliency?${query}&method=${method}`);
  return {
    ...result,
    percentile: percentileOf(scores.get(findingId), row.logit),
    saliency: hasMap ? map('cam') : null,
    logRatio: hasMap && additive ? map('log-ratio') : null,
  };
}
