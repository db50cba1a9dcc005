import { fixed, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import type { ShapleyFigures } from './figures';
import { stepRange } from './methodScale';

const NAMES: Record<string, string> = {
  lungs: 'Lungs',
  'heart-mediastinum': 'Heart and mediastinum',
  marker: 'Marker',
  frame: 'Frame',
  rest: 'Rest of the body',
};

/** What each region adds to the logit, as bars from 0; with the blank image's logit they sum to the logit. */
export function ShapleyBars({ figures: { groups, full, blank } }: { figures: ShapleyFigures }) {
  const range = stepRange(groups.map(({ contribution }) => contribution));
  return (
    <figure className="shapley">
      <figcaption>Shapley value of each region, logits; scale ±{range}</figcaption>
      <ul>
        {groups.map(({ group, contribution, area, isEmpty }) => (
          <li key={group}>
            <span>{NAMES[group] ?? group}</span>
            <span className="faint num">{isEmpty ? 'not in this image' : `${percent(area)} of the area`}</span>
            <Bar share={contribution / range} />
            <b className="num">{isEmpty ? '–' : signed(contribution, 3)}</b>
          </li>
        ))}
      </ul>
      <p className="faint">
        {fixed(blank, 3)} of the blank image, with these, is the logit {fixed(full, 3)}.
      </p>
    </figure>
  );
}

const WIDTH = 96;

function Bar({ share }: { share: number }) {
  const length = Math.min(1, Math.abs(share)) * (WIDTH / 2);
  return (
    <svg viewBox={`0 0 ${WIDTH} 10`} width={WIDTH} height="10" aria-hidden="true">
      <rect x={WIDTH / 2} y="0" width="1" height="10" fill="var(--ink-3)" />
      <rect
        x={share < 0 ? WIDTH / 2 - length : WIDTH / 2}
        y="1"
        width={length}
        height="8"
        className={share < 0 ? 'shapley-against' : 'shapley-for'}
      />
    </svg>
  );
}
