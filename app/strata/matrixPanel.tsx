import { AucMatrix, type AucMatrixCell } from '@/app/chart/aucMatrix';
import { count } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { SUPPRESSED_WORDS } from '@/app/siteEffect/words';
import type { MatrixCell, SiteMatrix } from '@/server/queries/siteMatrix';
import { AsOf } from './asOf';
import { aucThree, threeEnds } from './aucThree';
import { matrixCsv } from './strataCsv';
import { SUPPRESSED_SHORT } from './suppressedShort';
import { capital, stratumName, VARIABLES } from './variables';

/** Cases with the finding of one stratum against cases without it of another, all pairs of strata. */
export function MatrixPanel({ matrix }: { matrix: SiteMatrix }) {
  const { by, strata, cells, definitionVersion: version } = matrix;
  const { one, many } = VARIABLES[by];
  const finding = findingName(matrix.finding);
  return (
    <section className="panel" aria-label={`Pairs of ${many}`}>
      <header>
        <h2>{capital(many)} against each other</h2>
        <span className="q">row: cases with {finding}; column: cases without it</span>
        <span className="tools">
          <a href={csvDataUrl(matrixCsv(matrix))} download={`pairs-${matrix.model}-${matrix.finding}-${by}.csv`}>
            CSV
          </a>
        </span>
      </header>
      <div className="body">
        <AucMatrix
          label={`Chance that a case with ${finding} of the row scores above one without it of the column`}
          names={strata.map(({ stratum, positives, negatives }) => ({
            key: stratum,
            name: stratumName(by, stratum),
            positives: count(positives),
            negatives: count(negatives),
          }))}
          cells={cells.map(cellOf)}
        />
      </div>
      <footer>
        Each cell: the{' '}
        <Definition of="stratumMatrix" version={version}>
          chance
        </Definition>{' '}
        that the row’s sick score above the column’s healthy. Framed, on the diagonal: both of one {one}. A row far
        above its frame in one column means that the score carries the {one}.{' '}
        <AsOf asOf={matrix.asOf} version={version} />
      </footer>
    </section>
  );
}

function cellOf({ value, low, high, suppressed }: MatrixCell): AucMatrixCell {
  if (value === null) {
    const title = suppressed === null ? 'not told' : SUPPRESSED_WORDS[suppressed];
    return { value, text: suppressed === null ? 'none' : SUPPRESSED_SHORT[suppressed], under: null, title };
  }
  const ends = threeEnds(low, high);
  return { value, text: aucThree(value), under: ends, title: `95 % interval ${ends ?? 'none'}` };
}
