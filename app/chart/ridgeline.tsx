import type { ReactNode } from 'react';
import { probability } from '@/app/format/share';
import { PageLink } from '@/app/shell/pageLink';
import type { ScoreDistribution } from '@/server/queries/distributions';
import { ticks } from './linear';
import { along, type Extent, type LogitBins, ridgeExtent, ridgePath, ridgePoints } from './ridgeShape';

/** Whose scores a ridge shows; each has its hue, its dash and the shape of its median. */
export type RidgeKind = 'negatives' | 'positives' | 'unlabelled';

/** One line: a stratum with the scores of one or more kinds; `text` stands at its end. */
export type RidgeRow = {
  key: string;
  name: string;
  under?: string;
  href?: string;
  text?: string | null;
  series: readonly { kind: RidgeKind; scores: ScoreDistribution }[];
};

type Props = {
  rows: readonly RidgeRow[];
  bins: LogitBins;
  label: string;
  /** Head of the column of `text`. */
  textName?: string;
  /** The operating threshold, a probability; drawn through all rows. */
  threshold?: number | null;
};

const KINDS: Record<RidgeKind, { word: string; colour: string; dash?: string }> = {
  negatives: { word: 'without the finding', colour: 'var(--c1)' },
  positives: { word: 'with it', colour: 'var(--c2)', dash: '4 2' },
  unlabelled: { word: 'without a label', colour: 'var(--c5)', dash: '1.5 2' },
};

const logitOf = (p: number): number => Math.log(p / (1 - p));
const at = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Distributions of the score under each other on one axis, each of area 1: quartiles as a bar, the median as a mark. */
export function Ridgeline({ rows, bins, label, textName, threshold = null }: Props) {
  const all = rows.flatMap(({ series }) => series);
  const extent = ridgeExtent(
    all.map(({ scores }) => scores.counts),
    bins,
  );
  if (extent === null) return <p className="small dim">No scores to draw yet.</p>;
  const lines = all.flatMap(({ scores }) => ridgePoints(scores.counts, bins, extent));
  const highest = Math.max(...lines.map(({ density }) => density));
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return (
    <div className="ridge-box">
      <RidgeLegend kinds={kinds} threshold={threshold} />
      <table className="ridge-table" aria-label={label}>
        <thead className="sr">
          <tr>
            <th scope="col">Stratum</th>
            <th scope="col">Distribution of the score</th>
            {textName !== undefined && <th scope="col">{textName}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} hasText={textName !== undefined}>
              <Ridge row={row} bins={bins} extent={extent} highest={highest} threshold={threshold} />
            </Row>
          ))}
        </tbody>
        <Foot extent={extent} hasText={textName !== undefined} />
      </table>
    </div>
  );
}

function Row({ row, hasText, children }: { row: RidgeRow; hasText: boolean; children: ReactNode }) {
  return (
    <tr data-row={row.href === undefined ? undefined : true}>
      <th scope="row">
        {row.href === undefined ? row.name : <PageLink href={row.href}>{row.name}</PageLink>}
        {row.under !== undefined && <span className="under">{row.under}</span>}
      </th>
      <td>
        <span className="sr">{spoken(row)}</span>
        {children}
      </td>
      {hasText && <td className="num">{row.text}</td>}
    </tr>
  );
}

const spoken = ({ series }: RidgeRow): string =>
  series
    .map(({ kind, scores: { quartiles } }) =>
      quartiles === null
        ? `${KINDS[kind].word}: too few cases`
        : `${KINDS[kind].word}: median ${probability(quartiles.median)}, middle half ${probability(quartiles.low)} to ${probability(quartiles.high)}`,
    )
    .join('; ');

type RidgeProps = { row: RidgeRow; bins: LogitBins; extent: Extent; highest: number; threshold: number | null };

function Ridge({ row: { series }, bins, extent, highest, threshold }: RidgeProps) {
  return (
    <svg width="100%" height="52" aria-hidden="true">
      <line x1="0" x2="100%" y1="44" y2="44" className="axis" />
      <svg width="100%" height="44" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {series.map(({ kind, scores }) => (
          <path
            key={kind}
            d={ridgePath(ridgePoints(scores.counts, bins, extent), highest)}
            fill={KINDS[kind].colour}
            fillOpacity=".16"
            stroke={KINDS[kind].colour}
            strokeWidth="1.25"
            strokeDasharray={KINDS[kind].dash}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      {threshold !== null && threshold > 0 && threshold < 1 && (
        <line
          x1={at(along(logitOf(threshold), extent))}
          x2={at(along(logitOf(threshold), extent))}
          y1="0"
          y2="48"
          className="chance"
          strokeDasharray="2 3"
        />
      )}
      {series.map(({ kind, scores }, i) => (
        <Quartiles
          key={kind}
          kind={kind}
          quartiles={scores.quartiles}
          y={44 + (i - (series.length - 1) / 2) * 5}
          extent={extent}
        />
      ))}
    </svg>
  );
}

type QuartilesProps = { kind: RidgeKind; quartiles: ScoreDistribution['quartiles']; y: number; extent: Extent };

function Quartiles({ kind, quartiles, y, extent }: QuartilesProps) {
  if (quartiles === null) return null;
  const { colour } = KINDS[kind];
  const [low, median, high] = [quartiles.low, quartiles.median, quartiles.high].map((p) => along(logitOf(p), extent));
  return (
    <>
      <line x1={at(low ?? 0)} x2={at(high ?? 0)} y1={y} y2={y} stroke={colour} strokeWidth="3" strokeOpacity=".75" />
      <svg x={at(median ?? 0)} y={y} overflow="visible" aria-hidden="true">
        <Mark kind={kind} />
      </svg>
    </>
  );
}

/** The mark of a median about the origin: a circle, a square, a diamond. */
function Mark({ kind }: { kind: RidgeKind }) {
  const paint = { fill: KINDS[kind].colour, stroke: 'var(--panel)', strokeWidth: 1 };
  if (kind === 'negatives') return <circle r="4" {...paint} />;
  return kind === 'positives' ? (
    <rect x="-3.5" y="-3.5" width="7" height="7" {...paint} />
  ) : (
    <path d="M0-4.5 4.5 0 0 4.5-4.5 0Z" {...paint} />
  );
}

function RidgeLegend({ kinds, threshold }: { kinds: readonly RidgeKind[]; threshold: number | null }) {
  return (
    <p className="ridge-legend small dim">
      {kinds.map((kind) => (
        <span key={kind} className="icon-line">
          <svg width="22" height="12" viewBox="-11 -6 22 12" aria-hidden="true">
            <path d="M-11 0H11" stroke={KINDS[kind].colour} strokeWidth="1.5" strokeDasharray={KINDS[kind].dash} />
            <Mark kind={kind} />
          </svg>
          {KINDS[kind].word}
        </span>
      ))}
      <span>mark: median; bar: middle half</span>
      {threshold !== null && <span>dotted: threshold {probability(threshold)}</span>}
    </p>
  );
}

function Foot({ extent, hasText }: { extent: Extent; hasText: boolean }) {
  return (
    <tfoot aria-hidden="true">
      <tr>
        <td className="ridge-names">
          logit
          <br />
          probability
        </td>
        <td>
          <RidgeAxis extent={extent} />
        </td>
        {hasText && <td />}
      </tr>
    </tfoot>
  );
}

const nameOf = (logit: number): string => (logit < 0 ? `−${-logit}` : String(logit));

/** Logits, and the probability of each under it: what is even on the one is not on the other. */
function RidgeAxis({ extent }: { extent: Extent }) {
  const marks = ticks(extent.from, extent.to, 5);
  return (
    <svg width="100%" height="32" className="ridge-axis" aria-hidden="true">
      {marks.map((logit) => (
        <g key={logit}>
          <line x1={at(along(logit, extent))} x2={at(along(logit, extent))} y1="0" y2="4" className="axis" />
          <text x={at(along(logit, extent))} y="14" textAnchor="middle">
            {nameOf(logit)}
          </text>
          <text x={at(along(logit, extent))} y="28" textAnchor="middle">
            {probability(1 / (1 + Math.exp(-logit)))}
          </text>
        </g>
      ))}
    </svg>
  );
}
