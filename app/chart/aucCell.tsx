import type { SiteEffect } from '@/server/queries/overview';
import { STRONG_AUC, WEAK_AUC } from '@/server/queries/siteEffectLimits';
import { effectLine } from './aucText';
import { linear } from './linear';

export const AUC_WIDTH = 96;

const scale = linear(0, 1, 4, AUC_WIDTH - 4);

/** Where an effect is strong, on either side. */
const STRONG = [1 - STRONG_AUC, STRONG_AUC];

/**
 * AUC of the score for the site on 0–1: the null (.5) as a tick, what is no effect shaded, the strong limits as short
 * ticks; a line from the null, the interval and a dot.
 */
export function AucCell({ effect }: { effect: SiteEffect }) {
  const { value, low, high } = effect.negatives.aucOfScore;
  if (value === null) return null;
  const colour = `var(--v-${COLOURS[effect.grade]})`;
  const [even, x] = [scale(0.5), scale(value)];
  return (
    <svg width={AUC_WIDTH} height="20" viewBox={`0 0 ${AUC_WIDTH} 20`} role="img" aria-label={effectLine(effect)}>
      <rect
        x={scale(1 - WEAK_AUC)}
        y="3"
        width={scale(WEAK_AUC) - scale(1 - WEAK_AUC)}
        height="14"
        className="no-effect"
      />
      {STRONG.map((limit) => (
        <path key={limit} d={`M${scale(limit)} 6V14`} stroke="var(--v-follows)" strokeOpacity=".55" />
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
