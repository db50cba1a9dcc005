import type { ReactNode } from 'react';
import { Definition } from '@/app/panel/definition';
import type { DefinitionName } from '@/app/panel/definitions';
import { PageLink } from '@/app/shell/pageLink';

/** One estimate with its 95 % interval; `value` null where it cannot be told, and then `missing` says why. */
export type ForestRow = {
  key: string;
  name: ReactNode;
  under?: ReactNode;
  value: number | null;
  low: number | null;
  high: number | null;
  /** As printed: ".93", "+0.04". */
  text: string | null;
  interval: string | null;
  n?: ReactNode;
  word?: ReactNode;
  missing?: string;
  /** What a click on the name does, and whether it is what is shown now. */
  href?: string;
  current?: boolean;
  tone?: ForestTone;
  definition?: DefinitionName;
  /** Where there is no effect, if this row has another such place than its axis. */
  none?: number;
  /** `square`, hollow: what explains, as maps do, in contrast to what decides. */
  mark?: 'dot' | 'square';
};

/** Colour by strength of a verdict, `plain` where there is none; the word beside it says the same. */
export type ForestTone = 'relies' | 'follows' | 'weak' | 'shift' | 'below' | 'few' | 'plain';

/** `none`: where there is no effect; `band`: what counts as none; `limits`: from where an effect is strong. */
export type ForestAxis = {
  name: string;
  from: number;
  to: number;
  ticks: readonly { at: number; text: string }[];
  none?: number;
  band?: readonly [number, number];
  limits?: readonly number[];
};

type Props = {
  rows: readonly ForestRow[];
  axis: ForestAxis;
  head: { name: string; value: string; n?: string; word?: string };
  /** Names the table for a screen reader. */
  label: string;
  version?: string;
};

const COLOURS: Record<ForestTone, string> = {
  relies: 'var(--v-relies)',
  follows: 'var(--v-follows)',
  weak: 'var(--v-weak)',
  shift: 'var(--v-weak)',
  below: 'var(--v-none)',
  few: 'var(--v-few)',
  plain: 'var(--c1)',
};

/** Percent of the plot's width; 2 % are left free on either side for a dot. */
export function forestPosition({ from, to }: Pick<ForestAxis, 'from' | 'to'>, value: number): number {
  return 2 + 96 * Math.min(Math.max((value - from) / (to - from), 0), 1);
}

/** Estimates under each other on one axis. A table whose rows are drawn: it is its own table view. */
export function ForestPlot({ rows, axis, head, label, version = '' }: Props) {
  return (
    <div className="table-box">
      <table className="plain-table tall-table forest" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head.name}</th>
            <th scope="col" className="forest-axis">
              <span className="sr">{axis.name}, drawn</span>
              <Axis axis={axis} />
            </th>
            <th scope="col" className="num">
              {head.value}
            </th>
            {head.n !== undefined && (
              <th scope="col" className="num">
                {head.n}
              </th>
            )}
            {head.word !== undefined && <th scope="col">{head.word}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} axis={axis} head={head} version={version} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, axis, head, version }: { row: ForestRow; axis: ForestAxis; head: Props['head']; version: string }) {
  return (
    <tr data-row aria-current={row.current === true ? 'true' : undefined}>
      <th scope="row">
        <Name row={row} version={version} />
        {row.under !== undefined && <span className="under">{row.under}</span>}
      </th>
      <td className="forest-plot">
        <Estimate row={row} axis={axis} />
      </td>
      <td className="num forest-value">
        {row.text === null ? (
          <span className="faint">{row.missing ?? 'not told'}</span>
        ) : (
          <>
            <b className="strong">{row.text}</b>
            <span className="under">{row.interval}</span>
          </>
        )}
      </td>
      {head.n !== undefined && <td className="num forest-n">{row.n}</td>}
      {head.word !== undefined && <td className="forest-word">{row.word}</td>}
    </tr>
  );
}

function Name({ row: { href, name, definition }, version }: { row: ForestRow; version: string }) {
  if (href !== undefined) {
    return (
      <PageLink href={href} scroll={false}>
        {name}
      </PageLink>
    );
  }
  if (definition === undefined) return name;
  return (
    <Definition of={definition} version={version}>
      {name}
    </Definition>
  );
}

const percent = (value: number): string => `${value.toFixed(2)}%`;

function Axis({ axis }: { axis: ForestAxis }) {
  return (
    <svg width="100%" height="16" aria-hidden="true">
      {axis.ticks.map(({ at, text }, i) => (
        <text
          key={at}
          x={percent(forestPosition(axis, at))}
          y="12"
          textAnchor={i === 0 ? 'start' : i === axis.ticks.length - 1 ? 'end' : 'middle'}
        >
          {text}
        </text>
      ))}
    </svg>
  );
}

/** Null as an upright line, what is no effect shaded, the interval thick, the value a dot; hollow without a grade. */
function Estimate({ row, axis }: { row: ForestRow; axis: ForestAxis }) {
  const { value, low, high, tone = 'plain', none = axis.none, mark = 'dot' } = row;
  const x = (at: number): string => percent(forestPosition(axis, at));
  const span = ([from, to]: readonly [number, number]): string =>
    percent(forestPosition(axis, to) - forestPosition(axis, from));
  const colour = COLOURS[tone];
  return (
    <svg width="100%" height="24" aria-hidden="true">
      {axis.band !== undefined && (
        <rect x={x(axis.band[0])} y="2" width={span(axis.band)} height="20" className="no-effect" />
      )}
      <line x1="2%" x2="98%" y1="12" y2="12" className="grid" />
      {axis.limits?.map((limit) => (
        <line key={limit} x1={x(limit)} x2={x(limit)} y1="7" y2="17" stroke="var(--v-follows)" strokeOpacity=".6" />
      ))}
      {none !== undefined && <line x1={x(none)} x2={x(none)} y1="1" y2="23" className="chance" strokeOpacity=".7" />}
      {value !== null && none !== undefined && (
        <line x1={x(none)} x2={x(value)} y1="12" y2="12" stroke={colour} strokeWidth="2" strokeOpacity=".6" />
      )}
      {low !== null && high !== null && (
        <line x1={x(low)} x2={x(high)} y1="12" y2="12" stroke={colour} strokeWidth="6" strokeOpacity=".5" />
      )}
      {value !== null && <Mark at={x(value)} colour={colour} mark={mark} hollow={tone === 'few'} />}
    </svg>
  );
}

type MarkProps = { at: string; colour: string; mark: 'dot' | 'square'; hollow: boolean };

function Mark({ at, colour, mark, hollow }: MarkProps) {
  const look = { fill: hollow || mark === 'square' ? 'var(--panel)' : colour, stroke: colour, strokeWidth: '1.5' };
  if (mark === 'dot') return <circle cx={at} cy="12" r="4" {...look} />;
  return (
    <svg x={at} y="8" overflow="visible" aria-hidden="true">
      <rect x="-4" width="8" height="8" {...look} />
    </svg>
  );
}

/** The axis of an AUC of scores among healthy cases, 0 to 1 about .5, with the limits of its grades. */
export const EFFECT_AXIS: ForestAxis = {
  name: 'AUC of the score',
  from: 0,
  to: 1,
  ticks: [
    { at: 0, text: '0' },
    { at: 0.25, text: '.25' },
    { at: 0.5, text: '.5' },
    { at: 0.75, text: '.75' },
    { at: 1, text: '1' },
  ],
  none: 0.5,
  band: [0.4, 0.6],
  limits: [0.25, 0.75],
};
