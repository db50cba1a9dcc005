import type { CaseDetail, InstancePrediction } from '@/server/queries/caseDetail';
import type { EditView } from '@/server/queries/edits';
import type { MapValues } from '@/server/queries/mapSlice';
import { ageText, pseudonymOf, relativeDay, sexCode, viewCode } from './deidentify';
import type { LinkCase } from './linkContent';
import type { LinkPolicy } from './linkPolicy';

/** Fixed range of maps in logits, as on all pages. */
const CAM_RANGE = 6;

/** What is told the same way for all cases of a link. */
export type LinkFrame = {
  salt: Uint8Array;
  policy: LinkPolicy;
  sites: ReadonlyMap<string, string>;
  /** The first acquisition among its cases. */
  earliest: string | null;
};

/** A verdict of a reader, without who said it and what else was written. */
export type ReviewSaid = { verdict: string; zone: string | null; read: number };

export type CaseRead = {
  detail: Omit<CaseDetail, 'predictions' | 'truths' | 'masks' | 'links'>;
  /** The one that stands for the case; null: nobody has read it. */
  prediction: InstancePrediction | null;
  map: MapValues | null;
  edits: readonly EditView[];
  reviews: readonly ReviewSaid[];
  picture: LinkCase['picture'];
};

/** One case as the link's policy lets it be seen. What is off is null, never hidden by the page alone. */
export function caseContent(read: CaseRead, { salt, policy, sites, earliest }: LinkFrame): LinkCase {
  const { detail, prediction } = read;
  return {
    pseudonym: pseudonymOf(salt, detail.instanceId),
    facts: policy.metadata
      ? {
          site: sites.get(detail.site) ?? 'Site',
          view: viewCode(detail.viewPosition),
          portable: detail.portable,
          sex: sexCode(detail.patientSex),
          age: ageText(detail.patientAge),
          day: relativeDay(salt, detail.acquiredAt, earliest),
        }
      : null,
    model: prediction?.model ?? null,
    finding: prediction?.finding ?? null,
    score: policy.score && prediction !== null ? scoreOf(prediction) : null,
    map: policy.map && prediction !== null ? mapOf(prediction, read.map) : null,
    ledger: policy.ledger ? ledgerOf(prediction, policy) : null,
    edits: policy.edits && prediction !== null ? editsOf(prediction, read.edits, policy) : null,
    reviews: policy.reviews
      ? read.reviews.map(({ verdict, zone, read: place }) => ({ verdict, zone, read: place }))
      : null,
    picture: policy.image === 'none' ? null : read.picture,
  };
}

const scoreOf = ({
  probability,
  logit,
  percentile,
  outsideShare,
  areaOutside,
}: InstancePrediction): LinkCase['score'] => ({
  probability,
  logit,
  percentile,
  outsideShare,
  areaOutside,
});

function mapOf({ mapUnit }: InstancePrediction, map: MapValues | null): LinkCase['map'] {
  if (map === null || mapUnit === null) return null;
  const { height, width, values } = map;
  const range = mapUnit === 'logits' ? CAM_RANGE : Math.max(1e-9, ...values.map(Math.abs));
  return { height, width, values, unit: mapUnit, range };
}

/** Without the bias where no score is to be seen: zones and bias together are the logit. */
function ledgerOf(prediction: InstancePrediction | null, { score }: LinkPolicy): LinkCase['ledger'] {
  const ledger = prediction?.ledger ?? null;
  if (ledger === null) return null;
  const zones = Object.entries(ledger.zones).flatMap(([zone, entry]) =>
    entry === null ? [] : [{ zone, contribution: entry.contribution, area: entry.area }],
  );
  return { bias: score ? ledger.bias : null, zones };
}

/** Edits of the version that stands for the case; donors, which are other patients, are not told; nor scores that the policy hides. */
function editsOf(
  { model, finding }: InstancePrediction,
  edits: readonly EditView[],
  { score }: LinkPolicy,
): LinkCase['edits'] {
  return edits.flatMap((edit) => {
    const own = edit.model === model ? edit.findings.find((one) => one.finding === finding) : undefined;
    if (own === undefined) return [];
    const [before, after] = score ? [own.before.probability, own.after.probability] : [null, null];
    return [{ kind: edit.kind, delta: own.delta, before, after }];
  });
}
