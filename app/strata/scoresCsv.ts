import { csv } from '@/server/api/csv';
import type { Distributions } from '@/server/queries/distributions';
import type { Reliability } from '@/server/queries/reliability';

const KINDS = ['negatives', 'positives', 'unlabelled'] as const;

/** Histograms of the logit by stratum and truth, a row per bin that is not empty. */
export function distributionsCsv(distributions: Distributions): string {
  const { model, finding, by, from, width, definitionVersion, asOf } = distributions;
  const rows = KINDS.flatMap((kind) =>
    distributions[kind].flatMap(({ stratum, counts }) =>
      counts.flatMap((count, bin) => {
        const low = from + bin * width;
        const own = [model, finding, by, stratum, kind, low, low + width, count, definitionVersion, asOf];
        return count === 0 ? [] : [own];
      }),
    ),
  );
  const head = ['model', 'finding', 'by', 'stratum', 'cases', 'logit_from', 'logit_to', 'n'];
  return csv([...head, 'definition_version', 'as_of'], rows);
}

/** Reliability curves, a row per group; the curve of all cases has an empty stratum. */
export function reliabilityCsv({ model, finding, by, curves, definitionVersion, asOf }: Reliability): string {
  const rows = curves.flatMap(({ stratum, points }) =>
    points.map(({ n, predicted, observed, lowest, highest }) => [
      ...[model, finding, by, stratum, n, predicted, observed.value, observed.low, observed.high, lowest, highest],
      ...[definitionVersion, asOf],
    ]),
  );
  const head = ['model', 'finding', 'by', 'stratum', 'n', 'predicted', 'found', 'low_95', 'high_95', 'lowest'];
  return csv([...head, 'highest', 'definition_version', 'as_of'], rows);
}
