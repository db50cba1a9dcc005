import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';

type Props = {
  counts: readonly number[];
  mean: number | null;
  low: number | null;
  high: number | null;
  chance: number | null;
};

/** Bins of the rollup that are drawn as one bar: 25 bars of four percent. */
const JOINED = 2;

const at = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Maps by outside share, from none of the evidence outside to all of it; the mean with its interval, chance dashed. */
export function OutsideHistogram({ counts, mean, low, high, chance }: Props) {
  const bars = Array.from({ length: Math.ceil(counts.length / JOINED) }, (_, i) =>
    counts.slice(i * JOINED, (i + 1) * JOINED).reduce((sum, n) => sum + n, 0),
  );
  const highest = Math.max(1, ...bars);
  const label = `Maps by outside share; mean ${mean === null ? 'undefined' : percent(mean)}, chance ${chance === null ? 'unknown' : percent(chance)}; most in one bar ${count(highest)}`;
  return (
    <svg width="100%" height="190" role="img" aria-label={label} className="outside-histogram">
      {bars.map((n, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bars never change order
          key={i}
          x={at(i / bars.length)}
          width={at(0.92 / bars.length)}
          y={150 - (n / highest) * 116}
          height={(n / highest) * 116}
          fill="var(--c5)"
          fillOpacity=".6"
        >
          <title>{`${percent(i / bars.length)} to ${percent((i + 1) / bars.length)} outside: ${count(n)} maps`}</title>
        </rect>
      ))}
      <line x1="0" x2="100%" y1="150" y2="150" className="axis" />
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <text key={share} x={at(share)} y="166" textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}>
          {share * 100}
        </text>
      ))}
      <text x="50%" y="184" textAnchor="middle" className="t2">
        outside share, % of positive evidence
      </text>
      {chance !== null && <Level at={chance} beside={mean} word={`chance ${percent(chance)}`} y={12} dash="4 3" />}
      {mean !== null && <Level at={mean} beside={chance} word={`mean ${percent(mean)}`} y={26} />}
      {low !== null && high !== null && (
        <rect x={at(low)} width={at(high - low)} y="30" height="120" fill="var(--ink)" fillOpacity=".12" />
      )}
    </svg>
  );
}

/** An upright line; its word stands away from the other line, but never over the edge. */
type LevelProps = { at: number; beside: number | null; word: string; y: number; dash?: string };

function Level({ at: share, beside, word, y, dash }: LevelProps) {
  const isBefore = share > 0.8 || (share > 0.2 && share < (beside ?? 0.5));
  return (
    <>
      <line x1={at(share)} x2={at(share)} y1={y - 8} y2="150" className="chance" strokeDasharray={dash} />
      <text x={at(share)} dx={isBefore ? -5 : 5} y={y} textAnchor={isBefore ? 'end' : 'start'} className="t2">
        {word}
      </text>
    </>
  );
}
