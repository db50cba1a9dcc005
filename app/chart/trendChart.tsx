'use client';
import {
  CartesianGrid,
  ErrorBar,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { plural } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { FEW_MAPS, isFew, type TrendDatum, whisker } from './trendPoint';

type Props = { data: TrendDatum[]; chance: number | null; label: string };

const TICK = { fill: 'var(--ink-3)', fontSize: 11 };

/** Error bars are drawn in one style each: those of points of few maps are a series of their own. */
const sure = (datum: TrendDatum): [number, number] | null => (isFew(datum) ? null : whisker(datum));
const unsure = (datum: TrendDatum): [number, number] | null => (isFew(datum) ? whisker(datum) : null);
const WHISKER = { direction: 'y', width: 4, stroke: 'var(--c1)', strokeWidth: 1.25, isAnimationActive: false } as const;

/**
 * Outside share over time with its intervals, against chance, in percent from 0 to 100; with the mean probability,
 * dashed. Points of few maps are hollow and faint.
 */
export function TrendChart({ data, chance, label }: Props) {
  return (
    <div role="img" aria-label={label} className="chart-box">
      <ResponsiveContainer width="100%" height={240} initialDimension={{ width: 640, height: 240 }}>
        <LineChart data={data} margin={{ top: 16, right: 16, bottom: 20, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="label"
            tick={TICK}
            stroke="var(--line-strong)"
            minTickGap={28}
            label={{ value: 'time, UTC', position: 'insideBottom', offset: -12, ...TICK }}
          />
          <YAxis
            domain={[0, 100]}
            width={56}
            tick={TICK}
            stroke="var(--line-strong)"
            label={{
              value: 'share, %',
              angle: -90,
              position: 'insideLeft',
              offset: 10,
              style: { textAnchor: 'middle' },
              ...TICK,
            }}
          />
          {chance !== null && <ReferenceLine y={chance * 100} stroke="var(--chance)" strokeDasharray="2 3" />}
          <Tooltip content={<Bucket />} cursor={{ stroke: 'var(--line-strong)' }} />
          <Line
            dataKey="outside"
            name="outside share"
            stroke="var(--c1)"
            strokeWidth={1.5}
            dot={Point}
            isAnimationActive={false}
            connectNulls={false}
          >
            <ErrorBar dataKey={sure} {...WHISKER} />
            <ErrorBar dataKey={unsure} {...WHISKER} strokeOpacity={0.4} />
          </Line>
          <Line
            dataKey="probability"
            name="mean probability"
            stroke="var(--c4)"
            strokeWidth={1.25}
            strokeDasharray="5 3"
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

type PointProps = { cx?: number; cy?: number; payload?: TrendDatum };

function Point({ cx, cy, payload }: PointProps) {
  if (cx === undefined || cy === undefined || payload === undefined || payload.outside === null) return <g />;
  return isFew(payload) ? (
    <circle cx={cx} cy={cy} r={3} fill="var(--panel)" stroke="var(--c1)" strokeOpacity={0.55} />
  ) : (
    <circle cx={cx} cy={cy} r={3} fill="var(--c1)" />
  );
}

/** What recharts hands to a tooltip; only the datum of the first line is used. */
type BucketProps = { active?: boolean; payload?: readonly { payload?: TrendDatum }[] };

function Bucket({ active = false, payload = [] }: BucketProps) {
  const datum = payload[0]?.payload;
  if (!active || datum === undefined) return null;
  return (
    <div className="chart-tip">
      <b>{datum.label}</b>
      <span>
        outside share {datum.outside === null ? 'undefined' : percent(datum.outside / 100)}
        {datum.low !== null && datum.high !== null && `, 95 % interval ${interval(datum.low / 100, datum.high / 100)}`}
      </span>
      <span>
        {plural(datum.maps, 'map')}
        {isFew(datum) && `, fewer than ${FEW_MAPS}`}
      </span>
      <span>mean probability {percent(datum.probability / 100)}</span>
      <span>n {datum.n}</span>
    </div>
  );
}
