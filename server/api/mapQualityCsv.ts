import type { MapQuality } from '@/server/queries/mapQuality';
import { csv } from './csv';

const HEADER = [
  ...['model', 'table', 'method', 'item', 'finding', 'value', 'low_95', 'high_95', 'n', 'grade', 'reason'],
  ...['definition_version', 'as_of'],
];

type Estimate = { value: number; low: number | null; high: number | null } | null | undefined;

/** Grades with the points of their curves, repeatability and rates, one figure a row. */
export function mapQualityCsv({ model, definitionVersion, asOf, methods, rates }: MapQuality): string {
  const row = (
    [table, method, item, finding]: [string, string, string, string],
    estimate: Estimate,
    n: number | null,
    [grade, reason]: [string, string] = ['', ''],
  ) => [
    ...[model, table, method, item, finding, estimate?.value ?? null, estimate?.low ?? null, estimate?.high ?? null],
    ...[n, grade, reason, definitionVersion, asOf],
  ];
  const checks = methods.flatMap(({ method, state, reason, figures }) => [
    row(['check', method, 'grade', ''], null, figures?.images ?? null, [state, reason]),
    ...(figures?.curve ?? []).map(({ arm, from, to, likeness, images }) =>
      row(['check', method, `${arm} ${from} to ${to} of ${figures?.layers}`, ''], likeness, images),
    ),
    ...(figures?.shift == null
      ? []
      : [
          row(
            ['check', method, 'p of moved outside share', figures.shift.finding],
            bare(figures.shift.p),
            figures.shift.n,
          ),
        ]),
  ]);
  const repeated = methods.flatMap(({ method, repeated: own }) =>
    (own?.changes ?? []).flatMap(({ change, n, likeness, overlap, outsideShare, logit }) => [
      row(['repeatability', method, `${change}: likeness`, ''], likeness, n),
      row(['repeatability', method, `${change}: top tenth in common`, ''], overlap, n),
      row(['repeatability', method, `${change}: outside share moved by`, ''], outsideShare, n),
      row(['repeatability', method, `${change}: logit moved by`, ''], logit, n),
    ]),
  );
  const rows = rates.rows.map(({ reason, finding, share }) => row(['rate', '', reason, finding], share, share?.n ?? 0));
  return csv(HEADER, [...checks, ...repeated, ...rows]);
}

const bare = (value: number) => ({ value, low: null, high: null });
