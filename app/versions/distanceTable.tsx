import { count, fixed, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { Missing, Told } from '@/app/table/told';
import type { PairedVersions } from '@/server/analysis/kinds';
import { ends } from './ends';

type Finding = PairedVersions['findings'][number];

const HEADS = ['Finding', 'Cases', 'Mean shift, logits', 'Spread of shift', 'Distance', 'PSI', 'Decided otherwise'];

/** How far the scores moved, how far their distributions lie apart, and how many decisions turn. */
export function DistanceTable({ findings }: { findings: readonly Finding[] }) {
  return (
    <div className="table-box">
      <div className="scroll-x">
        <table className="plain-table tall-table stack-table" aria-label="Scores of both versions as distributions">
          <thead>
            <tr>
              {HEADS.map((head, i) => (
                <th key={head} scope="col" className={i > 0 ? 'num' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
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

function Row({ paired: { finding, cases, shift, shiftSd, distributions, flips } }: { paired: Finding }) {
  return (
    <tr>
      <th scope="row">{findingName(finding)}</th>
      <td className="num" data-label="Cases">
        {count(cases)}
      </td>
      <td className="num" data-label="Mean shift, logits">
        {shift === null ? <Missing why="too few" /> : <Told text={signed(shift.value, 2)} under={ends(shift, 2)} />}
      </td>
      <td className="num" data-label="Spread of shift">
        {shiftSd === null ? <Missing why="too few" /> : fixed(shiftSd, 2)}
      </td>
      <td className="num" data-label="Distance">
        {distributions === null ? <Missing why="no case" /> : fixed(distributions.distance, 3)}
      </td>
      <td className="num" data-label="PSI">
        {distributions?.stability == null ? <Missing why="too few" /> : fixed(distributions.stability, 3)}
      </td>
      <td className="num" data-label="Decided otherwise">
        {flips === null ? (
          <Missing why="no threshold" />
        ) : (
          <Told
            text={flips.of === 0 ? count(flips.n) : `${count(flips.n)}, ${percent(flips.n / flips.of)}`}
            under={`${count(flips.up)} to yes, ${count(flips.down)} to no`}
          />
        )}
      </td>
    </tr>
  );
}
