import { IntervalCell } from '@/app/chart/intervalCell';
import { count, fixed } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { since } from '@/app/format/time';
import type { KappaRow, OverrideRow, TimeRow, UnaidedRow } from '@/server/review/agreement';
import { CaseLinks } from './caseLinks';
import { FigureTable } from './figureTable';
import { groupWords, scopeWords, TIME_WORDS } from './groupWords';

const NONE = <span className="faint">undefined</span>;

/** Of a figure that is undefined; left out on narrow ground. */
const NOTHING = <span className="faint nothing">–</span>;

/** Agreement of two readers who did not see each other. */
export function KappaTable({ rows }: { rows: readonly KappaRow[] }) {
  if (rows.every(({ n }) => n === 0)) return <p className="body small faint">No case has been read twice yet.</p>;
  return (
    <FigureTable
      label="First against second reads"
      columns={[
        { name: 'Finding' },
        { name: 'Cases read twice', num: true },
        { name: 'κ', num: true },
        { name: '95 %', num: true },
        { name: '−1, chance 0, 1' },
        { name: 'Same verdict', num: true },
        { name: 'Differ' },
      ]}
      rows={rows.map((row) => ({
        key: `${row.model} ${row.finding}`,
        cells: [
          scopeWords(row),
          count(row.n),
          row.kappa === null ? NONE : fixed(row.kappa.value, 2),
          row.kappa === null ? NOTHING : `${fixed(row.kappa.low, 2)} to ${fixed(row.kappa.high, 2)}`,
          row.kappa === null ? (
            ''
          ) : (
            <IntervalCell
              key="interval"
              {...row.kappa}
              from={-1}
              to={1}
              tick={0}
              label={`kappa ${fixed(row.kappa.value, 2)}`}
            />
          ),
          row.kappa === null ? NOTHING : percent(row.kappa.observed),
          <CaseLinks key="cases" cases={row.cases} />,
        ],
      }))}
    />
  );
}

/** How often the model was not followed. */
export function OverrideTable({ rows }: { rows: readonly OverrideRow[] }) {
  return (
    <FigureTable
      label="Overrides"
      columns={[
        { name: 'Group' },
        { name: 'Cases', num: true },
        { name: 'Disagree', num: true },
        { name: 'Wrong reason', num: true },
        { name: 'Override rate', num: true },
        { name: '95 %', num: true },
        { name: '0 to 100 %' },
        { name: 'Overridden' },
      ]}
      rows={rows.map((row) => ({
        key: `${row.by} ${row.group}`,
        cells: [
          groupWords(row),
          count(row.n),
          count(row.disagree),
          count(row.wrongReason),
          row.share === null ? NONE : percent(row.share.value),
          row.share === null ? NOTHING : interval(row.share.low, row.share.high),
          row.share === null ? (
            ''
          ) : (
            <IntervalCell
              key="interval"
              {...row.share}
              from={0}
              to={1}
              label={`override rate ${percent(row.share.value)}`}
            />
          ),
          <CaseLinks key="cases" cases={row.cases} />,
        ],
      }))}
    />
  );
}

/** Readers who had not seen the model yet, against its side of its threshold. */
export function UnaidedTable({ rows }: { rows: readonly UnaidedRow[] }) {
  if (rows.every(({ n }) => n === 0))
    return <p className="body small faint">No case was read without the model yet.</p>;
  return (
    <FigureTable
      label="Own reads against the model"
      columns={[
        { name: 'Finding' },
        { name: 'Cases', num: true },
        { name: 'Cannot tell', num: true },
        { name: 'Same answer', num: true },
        { name: '95 %', num: true },
        { name: 'κ', num: true },
        { name: 'Differ' },
      ]}
      rows={rows.map((row) => ({
        key: `${row.model} ${row.finding}`,
        cells: [
          scopeWords(row),
          count(row.n),
          count(row.unsure),
          row.agreement === null ? NONE : percent(row.agreement.value),
          row.agreement === null ? NOTHING : interval(row.agreement.low, row.agreement.high),
          row.kappa === null ? NONE : fixed(row.kappa.value, 2),
          <CaseLinks key="cases" cases={row.cases} />,
        ],
      }))}
    />
  );
}

/** Time for a case: median and quartiles. */
export function TimeTable({ rows }: { rows: readonly TimeRow[] }) {
  const words = (seconds: number): string => since(seconds * 1000);
  return (
    <FigureTable
      label="Time for a case"
      columns={[
        { name: 'Reading' },
        { name: 'Reads', num: true },
        { name: 'Median', num: true },
        { name: 'Middle half', num: true },
      ]}
      rows={rows.map(({ stage, spread }) => ({
        key: stage,
        cells: [
          TIME_WORDS[stage],
          count(spread?.n ?? 0),
          spread === null ? NONE : words(spread.median),
          spread === null ? NOTHING : `${words(spread.low)} to ${words(spread.high)}`,
        ],
      }))}
    />
  );
}
