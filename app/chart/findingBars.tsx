'use client';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { percent } from '@/app/format/share';

/** One finding, in percent; `error` is the distance from the mean to the ends of its 95 % interval. */
export type FindingDatum = { name: string; outside: number; chance: number | null; error: [number, number]; n: number };

const TICK = { fill: 'var(--ink-3)', fontSize: 11 };

/** Outside share per finding as bars from 0, interval as whiskers, chance as an upright tick. */
export function FindingBars({ data, label }: { data: FindingDatum[]; label: string }) {
  const height = data.length * 26 + 52;
  return (
    <div role="img" aria-label={label} className="chart-box">
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 480, height }}>
        <ComposedChart
          data={data}
          layout="vertical"
          margin={{ top: 4, right: 16, bottom: 20, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--line)" horizontal={false} />
          <XAxis
            type="number"
            domain={[0, 100]}
            tick={TICK}
            stroke="var(--line-strong)"
            label={{
              value: 'outside share, % of positive evidence',
              position: 'insideBottom',
              offset: -12,
              ...TICK,
            }}
          />
          <YAxis
            type="category"
            dataKey="name"
            width={118}
            tick={{ fill: 'var(--ink-2)', fontSize: 12 }}
            tickLine={false}
            stroke="var(--line-strong)"
            interval={0}
          />
          <Tooltip content={<Finding />} cursor={{ fill: 'var(--raised)' }} />
          <Bar dataKey="outside" fill="var(--c5)" fillOpacity={0.55} barSize={10} isAnimationActive={false}>
            <ErrorBar
              dataKey="error"
              direction="x"
              width={5}
              isAnimationActive={false}
              stroke="var(--ink)"
              strokeWidth={1.25}
            />
          </Bar>
          <Scatter dataKey="chance" shape={ChanceTick} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function ChanceTick({ cx, cy }: { cx?: number; cy?: number }) {
  if (cx === undefined || cy === undefined || Number.isNaN(cx)) return <g />;
  return <path d={`M${cx} ${cy - 8}V${cy + 8}`} stroke="var(--chance)" strokeWidth={1.5} />;
}

type FindingProps = { active?: boolean; payload?: readonly { payload?: FindingDatum }[] };

function Finding({ active = false, payload = [] }: FindingProps) {
  const datum = payload[0]?.payload;
  if (!active || datum === undefined) return null;
  const [below, above] = datum.error;
  return (
    <div className="chart-tip">
      <b>{datum.name}</b>
      <span>
        outside {percent(datum.outside / 100)}, 95 % interval {percent((datum.outside - below) / 100)} to{' '}
        {percent((datum.outside + above) / 100)}
      </span>
      {datum.chance !== null && <span>chance {percent(datum.chance / 100)}</span>}
      <span>n {datum.n}</span>
    </div>
  );
}
