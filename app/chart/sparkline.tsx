import { percent } from '@/app/format/share';
import type { TrendPoint } from '@/server/queries/overview';
import { linear } from './linear';
import { sparkPoints, sparkSpan } from './sparkPoints';

const [WIDTH, HEIGHT] = [76, 20];

/** The outside share over time, without axes: its own span, at least 20 points high, so that noise stays small. */
export function Sparkline({ trend }: { trend: TrendPoint[] }) {
  const points = sparkPoints(trend);
  const last = points.at(-1);
  const span = sparkSpan(points.map((p) => p.share));
  if (last === undefined || span === null) return <span className="faint small">no trend</span>;
  const x = linear(0, Math.max(1, trend.length - 1), 3, WIDTH - 4);
  const y = linear(span.low, span.high, HEIGHT - 3, 3);
  const line = points.map((p) => `${x(p.index).toFixed(1)},${y(p.share).toFixed(1)}`).join(' ');
  const label = `outside share by time, ${points.length} points, from ${percent(points[0]?.share ?? 0)} to ${percent(last.share)}`;
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <polyline points={line} fill="none" stroke="var(--ink-2)" strokeWidth="1.25" strokeLinejoin="round" />
      <circle cx={x(last.index)} cy={y(last.share)} r="1.8" fill="var(--ink-2)" />
    </svg>
  );
}
