import type { Overview, TrendPoint } from '@/server/queries/overview';
import { linear } from './linear';
import { sparkLabel, sparkPoints, sparkSpan } from './sparkPoints';

const [WIDTH, HEIGHT] = [56, 20];

/** The outside share over time, without axes: its own span, at least 20 points high, so that noise stays small. */
export function Sparkline({ trend, grain }: { trend: TrendPoint[]; grain: Overview['trendGrain'] }) {
  const points = sparkPoints(trend);
  const last = points.at(-1);
  const span = sparkSpan(points.map((p) => p.share));
  if (last === undefined || span === null) return <span className="faint small">no trend</span>;
  const x = linear(0, Math.max(1, trend.length - 1), 3, WIDTH - 4);
  const y = linear(span.low, span.high, HEIGHT - 3, 3);
  const line = points.map((p) => `${x(p.index).toFixed(1)},${y(p.share).toFixed(1)}`).join(' ');
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>{sparkLabel(trend, grain)}</title>
      <polyline points={line} fill="none" stroke="var(--ink-2)" strokeWidth="1.25" strokeLinejoin="round" />
      <circle cx={x(last.index)} cy={y(last.share)} r="1.8" fill="var(--ink-2)" />
    </svg>
  );
}
