import type { Localisation } from '@/server/queries/localisation';
import { csv } from './csv';

const HEADER = [
  ...['model', 'finding', 'method', 'cases', 'figure', 'value', 'low_95', 'high_95', 'n', 'patients'],
  ...['definition_version', 'as_of'],
];
const FIGURES = ['hit', 'mass', 'rank', 'iou', 'enrichment', 'area', 'negative'] as const;

/** One figure a row. */
export function localisationCsv({ model, finding, method, groups, definitionVersion, asOf }: Localisation): string {
  const rows = groups.flatMap(({ group, patients, ...means }) =>
    FIGURES.map((name) => {
      const { mean, low, high, n } = means[name];
      return [model, finding, method, group, name, mean, low, high, n, patients, definitionVersion, asOf];
    }),
  );
  return csv(HEADER, rows);
}
