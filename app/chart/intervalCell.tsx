import { linear } from './linear';

const WIDTH = 96;

type Props = {
  value: number;
  low: number | null;
  high: number | null;
  from: number;
  to: number;
  /** Where a tick stands: no effect, or chance. */
  tick?: number;
  label: string;
};

/** A value with its 95 % interval on a short axis: thick interval, round dot, a tick to compare with. */
export function IntervalCell({ value, low, high, from, to, tick, label }: Props) {
  const x = linear(from, to, 5, WIDTH - 5);
  return (
    <svg width={WIDTH} height="20" viewBox={`0 0 ${WIDTH} 20`} role="img" aria-label={label}>
      <path d={`M4 10H${WIDTH - 4}`} className="grid" />
      {tick !== undefined && <path d={`M${x(tick)} 2V18`} className="chance" strokeOpacity=".7" />}
      {low !== null && high !== null && (
        <path d={`M${x(low)} 10H${x(high)}`} stroke="var(--c1)" strokeWidth="5" strokeOpacity=".5" />
      )}
      <circle cx={x(value)} cy="10" r="3.5" fill="var(--c1)" />
    </svg>
  );
}

/** The axis above a column of these cells: its two ends, and its middle. */
export function IntervalAxis({ ends: [from, middle, to] }: { ends: readonly [string, string, string] }) {
  return (
    <svg width={WIDTH} height="14" viewBox={`0 0 ${WIDTH} 14`} aria-hidden="true">
      <text x="5" y="11">
        {from}
      </text>
      <text x={WIDTH / 2} y="11" textAnchor="middle">
        {middle}
      </text>
      <text x={WIDTH - 5} y="11" textAnchor="end">
        {to}
      </text>
    </svg>
  );
}
