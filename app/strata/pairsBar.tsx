import { percent } from '@/app/format/share';

/** The pairs that a pooled AUC ranks, as one bar: those within a stratum, and those of two. */
export function PairsBar({ withinPairs, one, many }: { withinPairs: number; one: string; many: string }) {
  const within = `${percent(withinPairs)} of the pairs: both of one ${one}`;
  const between = `${percent(1 - withinPairs)}: of two ${many}`;
  return (
    <figure className="pairs-bar">
      <svg width="100%" height="16" role="img" aria-label={`${within}; ${between}`}>
        <defs>
          <pattern id="pairs-between" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="var(--c2)" fillOpacity=".3" />
            <path d="M0 0V6" stroke="var(--c2)" strokeWidth="3" />
          </pattern>
        </defs>
        <rect width="100%" height="16" fill="url(#pairs-between)" />
        <rect width={`${(withinPairs * 100).toFixed(2)}%`} height="16" fill="var(--c1)" />
      </svg>
      <figcaption className="small dim">
        <span className="pairs-key within">{within}</span>
        <span className="pairs-key between">{between}</span>
      </figcaption>
    </figure>
  );
}
