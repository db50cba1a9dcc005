import { linear } from '@/app/chart/linear';
import type { CheckFigures } from '@/server/analysis/mapQualityAnswers';
import { QUALITY_LIMITS } from '@/server/mapStatistics/qualityGrade';
import { cascadePoints, independentPoints } from './curvePoints';

const [WIDTH, HEIGHT] = [152, 76];
const [LEFT, RIGHT, TOP, BOTTOM] = [22, 6, 10, 22];

/** Likeness to the learned maps against the share of the layers that are permuted, with the line to stay under. */
export function CheckCurve({ figures, label }: { figures: CheckFigures; label: string }) {
  const cascade = cascadePoints(figures);
  const alone = independentPoints(figures);
  // A root brings the head and the last block apart, where most of it happens.
  const x = linear(0, 1, LEFT, WIDTH - RIGHT);
  const at = (share: number) => x(Math.sqrt(share));
  const y = linear(0, 1, HEIGHT - BOTTOM, TOP);
  const limit = y(QUALITY_LIMITS.likeness);
  return (
    <svg className="check-curve" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>{`${label}: ${[...cascade, ...alone].map(({ says }) => says).join('; ')}`}</title>
      <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(0)} y2={y(0)} stroke="var(--line-strong)" />
      <line x1={LEFT} x2={WIDTH - RIGHT} y1={limit} y2={limit} stroke="var(--chance)" strokeDasharray="3 3" />
      <text x={LEFT - 4} y={y(1) + 4} textAnchor="end">
        1
      </text>
      <text x={LEFT - 4} y={limit + 4} textAnchor="end">
        .3
      </text>
      <text x={LEFT - 4} y={y(0) + 4} textAnchor="end">
        0
      </text>
      <text x={LEFT} y={HEIGHT - 8}>
        head
      </text>
      <text x={WIDTH - RIGHT} y={HEIGHT - 8} textAnchor="end">
        all layers
      </text>
      <polyline
        points={cascade.map(({ share, value }) => `${at(share).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        fill="none"
        stroke="var(--ink-2)"
        strokeWidth="1.25"
      />
      {cascade.slice(1).map(({ share, value, low, high }) => (
        <g key={share}>
          <line x1={at(share)} x2={at(share)} y1={y(low)} y2={y(high)} stroke="var(--ink-3)" />
          <circle cx={at(share)} cy={y(value)} r="2.2" fill="var(--ink)" />
        </g>
      ))}
      {alone.map(({ share, value }) => (
        <circle key={share} cx={at(share)} cy={y(value)} r="2" fill="var(--panel)" stroke="var(--ink-3)" />
      ))}
    </svg>
  );
}
