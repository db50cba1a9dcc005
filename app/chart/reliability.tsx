import { count } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import type { ReliabilityPoint } from '@/server/stats/reliabilityCurve';
import { linear, ticks } from './linear';

type Props = {
  points: readonly ReliabilityPoint[];
  label: string;
  /** Side of the square, pixels; charts under 200 have fewer marks and no names of axes. */
  size?: number;
  /** Both axes end here (0–1); of several charts beside each other the same. */
  most?: number;
  /** Cases by predicted probability: `share` 0–1 of the axis' width; drawn below. */
  histogram?: readonly { from: number; to: number; n: number }[];
};

/** Where an axis that holds these points may end: a round share over every mean and most of the intervals. */
export function reliabilityEnd(curves: readonly (readonly ReliabilityPoint[])[]): number {
  const highest = Math.max(
    0.01,
    ...curves.flatMap((points) => points.flatMap(({ predicted, observed }) => [predicted, observed.value * 1.15])),
  );
  return [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1].find((end) => end >= highest) ?? 1;
}

/**
 * What was found against what was predicted, in groups of equal size, with Wilson's intervals; the dashed diagonal is
 * a model whose 10 % are 1 in 10. Both axes are the same and end where the groups do.
 */
export function Reliability({ points, label, size = 300, most = reliabilityEnd([points]), histogram }: Props) {
  const small = size < 200;
  const pad = { left: small ? 30 : 44, top: 8, right: 10, bottom: small ? 20 : 36 };
  const bars = histogram === undefined ? 0 : 44;
  const x = linear(0, most, pad.left, size - pad.right);
  const y = linear(0, most, size - pad.bottom, pad.top);
  const marks = ticks(0, most, small ? 2 : 5);
  return (
    <svg
      width={size}
      height={size + bars}
      viewBox={`0 0 ${size} ${size + bars}`}
      role="img"
      aria-label={label}
      className="reliability"
    >
      {marks.map((mark) => (
        <g key={mark}>
          <path d={`M${x(mark)} ${y(0)}V${y(most)}M${x(0)} ${y(mark)}H${x(most)}`} className="grid" />
          <text x={x(mark)} y={y(0) + 14} textAnchor="middle">
            {Math.round(mark * 1000) / 10}
          </text>
          <text x={x(0) - 6} y={y(mark) + 4} textAnchor="end">
            {Math.round(mark * 1000) / 10}
          </text>
        </g>
      ))}
      <path
        d={`M${x(0)} ${y(0)}L${x(most)} ${y(most)}`}
        stroke="var(--chance)"
        strokeDasharray="4 3"
        strokeOpacity=".7"
      />
      {!small && <AxisNames x={(x(0) + x(most)) / 2} y={y(most / 2)} bottom={y(0) + 30} />}
      <path d={line(points, x, y)} fill="none" stroke="var(--c1)" strokeWidth="1.25" strokeOpacity=".6" />
      {points.map((point) => (
        <Group key={point.predicted} point={point} x={x} y={y} radius={small ? 2.5 : 3.5} />
      ))}
      {histogram !== undefined && <Bars histogram={histogram} x={x} most={most} top={size} height={bars} />}
    </svg>
  );
}

type Scale = (value: number) => number;

const line = (points: readonly ReliabilityPoint[], x: Scale, y: Scale): string =>
  points.map(({ predicted, observed }, i) => `${i === 0 ? 'M' : 'L'}${x(predicted)} ${y(observed.value)}`).join('');

function AxisNames({ x, y, bottom }: { x: number; y: number; bottom: number }) {
  return (
    <>
      <text x={x} y={bottom} textAnchor="middle" className="t2">
        predicted, %
      </text>
      <text transform={`translate(10 ${y}) rotate(-90)`} textAnchor="middle" className="t2">
        found, %
      </text>
    </>
  );
}

function Group({ point, x, y, radius }: { point: ReliabilityPoint; x: Scale; y: Scale; radius: number }) {
  const { predicted, observed, n } = point;
  return (
    <g>
      <title>{`predicted ${percent(predicted)}, found ${percent(observed.value)} (${interval(observed.low, observed.high)}), n ${count(n)}`}</title>
      <path
        d={`M${x(predicted)} ${y(observed.low)}V${y(observed.high)}`}
        stroke="var(--c1)"
        strokeWidth="2"
        strokeOpacity=".55"
      />
      <circle cx={x(predicted)} cy={y(observed.value)} r={radius} fill="var(--c1)" />
    </g>
  );
}

type BarsProps = { histogram: NonNullable<Props['histogram']>; x: Scale; most: number; top: number; height: number };

/** How many cases were given which probability; what lies beyond the axis is counted in words beside the chart. */
function Bars({ histogram, x, most, top, height }: BarsProps) {
  const shown = histogram.filter(({ from }) => from < most);
  const highest = Math.max(1, ...shown.map(({ n }) => n));
  const base = top + height - 6;
  return (
    <g>
      <path d={`M${x(0)} ${base}H${x(most)}`} className="axis" />
      {shown.map(({ from, to, n }) => (
        <rect
          key={from}
          x={x(from) + 0.5}
          width={Math.max(0.5, x(to) - x(from) - 1)}
          y={base - (n / highest) * (height - 10)}
          height={(n / highest) * (height - 10)}
          fill="var(--c5)"
          fillOpacity=".6"
        >
          <title>{`${percent(from)} to ${percent(to)}: ${count(n)}`}</title>
        </rect>
      ))}
      <text x={x(0) - 6} y={base} textAnchor="end">
        n
      </text>
    </g>
  );
}
