import { percent } from '@/app/format/share';
import type { OutsideShareSummary } from '@/server/queries/overview';
import { linear } from './linear';

export const EFFECT_WIDTH = 96;

/** Pixels of a share (0 to 1) in an effect cell and on its axis. */
export const effectScale = linear(0, 1, 6, EFFECT_WIDTH - 6);

/** A cohort's outside share: line from chance (tick) to the value (hollow square, as for all maps), interval thick. */
export function EffectCell({ share }: { share: OutsideShareSummary }) {
  if (share.mean === null) return null;
  const [value, chance] = [effectScale(share.mean), share.areaOutside === null ? null : effectScale(share.areaOutside)];
  const label = `outside share ${percent(share.mean)}${share.areaOutside === null ? '' : `, chance ${percent(share.areaOutside)}`}`;
  return (
    <svg width={EFFECT_WIDTH} height="20" viewBox={`0 0 ${EFFECT_WIDTH} 20`} role="img" aria-label={label}>
      <path d={`M6 10H${EFFECT_WIDTH - 6}`} className="grid" />
      {chance !== null && <path d={`M${chance} 10H${value}`} stroke="var(--ink-2)" />}
      {share.low !== null && share.high !== null && (
        <path
          d={`M${effectScale(share.low)} 10H${effectScale(share.high)}`}
          stroke="var(--c5)"
          strokeWidth="5"
          opacity=".75"
        />
      )}
      {chance !== null && <path d={`M${chance} 3V17`} className="chance" strokeWidth="1.5" />}
      <rect x={value - 3} y="7" width="6" height="6" fill="var(--panel)" stroke="var(--ink)" strokeWidth="1.5" />
    </svg>
  );
}

/** The axis above a column of effect cells. */
export function EffectAxis() {
  return (
    <svg width={EFFECT_WIDTH} height="14" viewBox={`0 0 ${EFFECT_WIDTH} 14`} aria-hidden="true">
      {[0, 0.5, 1].map((share) => (
        <text
          key={share}
          x={effectScale(share)}
          y="11"
          textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
        >
          {share * 100}
        </text>
      ))}
    </svg>
  );
}
