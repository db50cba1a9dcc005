import type { MapsAnswer } from '@/server/analysis/evidenceAnswers';
import { csv } from '@/server/api/csv';

type Row = [
  part: string,
  name: string,
  detail: string | null,
  value: number | null,
  low: number | null,
  high: number | null,
  n: number | null,
];

/** All figures and cells of the answer, unrounded, a row each: what it is part of, what it is, and its value. */
export function mapsCsv(model: string, finding: string, answer: MapsAnswer): string {
  return csv(
    ['model', 'finding', 'part', 'name', 'detail', 'value', 'low_95', 'high_95', 'n'],
    [...shareRows(answer), ...zoneRows(answer), ...gridRows(answer), ...clusterRows(answer)].map((row) => [
      model,
      finding,
      ...row,
    ]),
  );
}

function shareRows({ outside }: MapsAnswer): Row[] {
  if (outside === null) return [];
  const { share, negativeShare, nulls, n } = outside;
  return [
    ['outside', 'share', null, share.value, share.low, share.high, n],
    ...(negativeShare === null
      ? []
      : ([
          ['outside', 'negative_share', null, negativeShare.value, negativeShare.low, negativeShare.high, n],
        ] satisfies Row[])),
    ...nulls.map((one): Row => ['outside', 'chance', one.kind, one.value, one.low, one.high, one.n]),
  ];
}

const zoneRows = ({ zones }: MapsAnswer): Row[] =>
  zones.map(({ zone, contribution: { value, low, high }, n }) => ['zone', zone, 'logits', value, low, high, n]);

function gridRows({ siteGap, average }: MapsAnswer): Row[] {
  const cells = (part: string, grid: { width: number; values: number[] }, n: number): Row[] =>
    grid.values.map((value, i) => [
      part,
      `row ${Math.floor(i / grid.width)}`,
      `column ${i % grid.width}`,
      value,
      null,
      null,
      n,
    ]);
  return [
    ...(siteGap === null ? [] : cells('site_gap', siteGap.grid, siteGap.n + siteGap.referenceN)),
    ...(average === null ? [] : cells('average', average.grid, average.n)),
  ];
}

const clusterRows = ({ clusters }: MapsAnswer): Row[] =>
  clusters.flatMap(({ n, share, outsideShare, over }, i): Row[] => [
    [`kind ${i + 1}`, 'share', null, share, null, null, n],
    [`kind ${i + 1}`, 'outside_share', null, outsideShare, null, null, n],
    ...over.map((one): Row => [`kind ${i + 1}`, one.by, one.stratum, one.share, null, null, n]),
  ]);
