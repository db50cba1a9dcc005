import { count, signed } from '@/app/format/number';
import { percent, probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { type Column, TableHead } from '@/app/table/tableHead';
import { Missing, Told } from '@/app/table/told';
import { ends } from '@/app/versions/ends';
import type { PairedVersions } from '@/server/analysis/kinds';

type Paired = PairedVersions['findings'][number];

const COLUMNS: readonly Column[] = [
  { key: 'finding', name: 'Finding' },
  { key: 'cases', name: 'Cases', num: true },
  { key: 'shift', name: 'Score shift, logits', num: true, definition: 'scoreShift' },
  { key: 'probability', name: 'Mean prob., this vs other', num: true },
  { key: 'flips', name: 'Decided otherwise', num: true, definition: 'flips' },
  { key: 'outside', name: 'Outside share, this vs other', num: true, definition: 'outsideShare' },
];

/** What needs no labels: how far scores moved, how many decisions changed, and where the evidence lies. */
export function ComparisonTable({ findings, version }: { findings: readonly Paired[]; version: string }) {
  return (
    <div className="table-box">
      <div className="scroll-x">
        <table className="plain-table tall-table stack-table" aria-label="Scores, decisions and maps of both versions">
          <TableHead columns={COLUMNS} version={version} />
          <tbody>
            {findings.map((paired) => (
              <Row key={paired.finding} paired={paired} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ paired: { finding, cases, shift, meanProbability, flips, outsideShare } }: { paired: Paired }) {
  return (
    <tr>
      <th scope="row">{findingName(finding)}</th>
      <td className="num" data-label="Cases">
        {count(cases)}
      </td>
      <td className="num" data-label="Score shift, logits">
        {shift === null ? <Missing why="too few" /> : <Told text={signed(shift.value, 2)} under={ends(shift, 2)} />}
      </td>
      <td className="num" data-label="Mean prob.">
        <Told text={probability(meanProbability.model)} under={`vs ${probability(meanProbability.other)}`} />
      </td>
      <td className="num" data-label="Decided otherwise">
        {flips === null ? (
          <Missing why="no threshold" />
        ) : (
          <Told
            text={flips.of === 0 ? count(flips.n) : `${count(flips.n)}, ${percent(flips.n / flips.of)}`}
            under={`${count(flips.up)} up, ${count(flips.down)} down`}
          />
        )}
      </td>
      <td className="num" data-label="Outside share">
        {outsideShare === null ? (
          <Missing why="not both with maps" />
        ) : (
          <Told
            text={`${percent(outsideShare.model)} vs ${percent(outsideShare.other)}`}
            under={points(outsideShare.difference)}
          />
        )}
      </td>
    </tr>
  );
}

type Estimate = { value: number; low: number | null; high: number | null };

/** A difference of shares in percentage points. */
function points({ value, low, high }: Estimate): string {
  const times = (share: number | null): number | null => (share === null ? null : share * 100);
  const interval = ends({ low: times(low), high: times(high) }, 1);
  return `${signed(value * 100, 1)} points${interval === null ? '' : ` (${interval})`}`;
}
