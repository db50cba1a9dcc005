'use client';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { percent } from '@/app/format/share';

/** One bucket: its label, the shares in percent (null where nothing is defined) and how many predictions it holds. */
export type TrendDatum = { label: string; outside: number | null; probability: number; n: number };

type Props = { data: TrendDatum[]; chance: number | null; label: string };

const TICK = { fill: 'var(--ink-3)', fontSize: 11 };

/** Outside share over time against chance, both in percent from 0 to 100; with the mean probability, dashed. */
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
            width={52}
            tick={TICK}
            stroke="var(--line-strong)"
            label={{ value: '%', angle: -90, position: 'insideLeft', dy: 34, ...TICK }}
          />
          {chance !== null && (
            <ReferenceLine
              y={chance * 100}
              stroke="var(--chance)"
              strokeDasharray="2 3"
              label={{ value: `chance ${percent(chance)}`, position: 'insideTopRight', ...TICK }}
            />
          )}
          <Tooltip content={<Bucket />} cursor={{ stroke: 'var(--line-strong)' }} />
          <Line
            dataKey="outside"
            name="outside share"
            stroke="var(--c1)"
            strokeWidth={1.5}
            dot={{ r: 2.5, fill: 'var(--panel)' }}
            isAnimationActive={false}
            connectNulls={false}
          />
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

/** What recharts hands to a tooltip; only the datum of the first line is used. */
type BucketProps = { active?: boolean; payload?: readonly { payload?: TrendDatum }[] };

function Bucket({ active = false, payload = [] }: BucketProps) {
  const datum = payload[0]?.payload;
  if (!active || datum === undefined) return null;
  return (
    <div className="chart-tip">
      <b>{datum.label}</b>
      <span>outside share {datum.outside === null ? 'undefined' : percent(datum.outside / 100)}</span>
      <span>mean probability {percent(datum.probability / 100)}</span>
      <span>n {datum.n}</span>
    </div>
  );
}
