import type { SiteEffect } from '@/server/queries/overview';
import { STRONG_AUC, WEAK_AUC } from '@/server/queries/siteEffectLimits';
import { effectLine } from './aucText';
import { linear } from './linear';

export const AUC_WIDTH = 96;

const scale = linear(0, 1, 4, AUC_WIDTH - 4);

/** Grounds of the zones on both sides of .5, stronger where the effect is; the middle has none. */
const ZONES = [
  { from: 0, to: 1 - STRONG_AUC, fill: 'var(--v-follows)', opacity: 0.3 },
  { from: 1 - STRONG_AUC, to: 1 - WEAK_AUC, fill: 'var(--v-weak)', opacity: 0.16 },
  { from: WEAK_AUC, to: STRONG_AUC, fill: 'var(--v-weak)', opacity: 0.16 },
  { from: STRONG_AUC, to: 1, fill: 'var(--v-follows)', opacity: 0.3 },
];

/** AUC of the score for the site on 0–1: the null (.5) as a tick, the zones as grounds, a line, interval and dot. */
export function AucCell({ effect }: { effect: SiteEffect }) {
  const { value, low, high } = effect.negatives.aucOfScore;
  if (value === null) return null;
  const colour = `var(--v-${COLOURS[effect.grade]})`;
  const [even, x] = [scale(0.5), scale(value)];
  return (
    <svg width={AUC_WIDTH} height="20" viewBox={`0 0 ${AUC_WIDTH} 20`} role="img" aria-label={effectLine(effect)}>
      {ZONES.map(({ from, to, fill, opacity }) => (
        <rect
          key={from}
          x={scale(from)}
          y="3"
          width={scale(to) - scale(from)}
          height="14"
          fill={fill}
          fillOpacity={opacity}
        />
      ))}
      <path d={`M4 10H${AUC_WIDTH - 4}`} className="grid" />
      <path d={`M${even} 2V18`} className="chance" strokeOpacity=".7" />
      <path d={`M${even} 10H${x}`} stroke={colour} strokeWidth="2" strokeOpacity=".6" />
      {low !== null && high !== null && (
        <path d={`M${scale(low)} 10H${scale(high)}`} stroke={colour} strokeWidth="5" strokeOpacity=".5" />
      )}
      <circle
        cx={x}
        cy="10"
        r="3.5"
        fill={effect.grade === 'few' ? 'var(--panel)' : colour}
        stroke={colour}
        strokeWidth="1.5"
      />
    </svg>
  );
}

/** Colours of the tokens; a shift is drawn as a weak association, and its word and glyph tell it apart. */
const COLOURS: Record<SiteEffect['grade'], string> = {
  follows: 'follows',
  weak: 'weak',
  shift: 'weak',
  below: 'none',
  few: 'few',
};

/** The axis above a column of these cells. */
export function AucAxis() {
  return (
    <svg width={AUC_WIDTH} height="14" viewBox={`0 0 ${AUC_WIDTH} 14`} aria-hidden="true">
      {[0, 0.5, 1].map((value) => (
        <text key={value} x={scale(value)} y="11" textAnchor={value === 0 ? 'start' : value === 1 ? 'end' : 'middle'}>
          {value === 0.5 ? '.5' : value}
        </text>
      ))}
    </svg>
  );
}
