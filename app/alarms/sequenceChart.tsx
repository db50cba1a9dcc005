'use client';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { count, fixed } from '@/app/format/number';
import { unitOf } from '@/server/alarms/alarmWords';
import type { AlarmPoint } from '@/server/alarms/getAlarm';
import type { AlarmRow } from '@/server/alarms/listAlarms';
import { scaleOf, spanText, unitText, valueText } from './statisticText';

type Props = { alarm: AlarmRow; points: readonly AlarmPoint[]; label: string };

const TICK = { fill: 'var(--ink-3)', fontSize: 11 };

/** Means of days, and the mean since the sequence began with its confidence sequence, against the band. */
export function SequenceChart({ alarm, points, label }: Props) {
  const { statistic, figures } = alarm;
  const scale = scaleOf(statistic);
  const isBounded = unitOf(statistic) !== 'logits';
  // Shares and AUCs lie between 0 and 1, whatever a young interval says.
  const held = (value: number): number => (isBounded ? Math.min(1, Math.max(0, value)) : value);
  const data = points.map((point) => ({
    ...point,
    shown: point.value === null ? null : point.value * scale,
    run: point.mean === null ? null : point.mean * scale,
    // An interval of a handful of values would stretch the axis over everything else.
    interval:
      point.low === null || point.high === null || (point.total ?? 0) < 20
        ? null
        : [held(point.low) * scale, held(point.high) * scale],
  }));
  const raised = points.some(({ day }) => day === alarm.day);
  return (
    <div role="img" aria-label={label} className="chart-box">
      <ResponsiveContainer width="100%" height={260} initialDimension={{ width: 640, height: 260 }}>
        <ComposedChart data={data} margin={{ top: 16, right: 44, bottom: 20, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <ReferenceArea
            y1={held(figures.bandLow) * scale}
            y2={held(figures.bandHigh) * scale}
            fill="var(--ink-3)"
            fillOpacity={0.16}
            stroke="none"
            ifOverflow="extendDomain"
          />
          <XAxis
            dataKey="day"
            tick={TICK}
            stroke="var(--line-strong)"
            minTickGap={40}
            label={{ value: 'day, UTC', position: 'insideBottom', offset: -12, ...TICK }}
          />
          <YAxis
            domain={
              isBounded
                ? [(low) => tenths(Math.floor, low, scale), (high) => tenths(Math.ceil, high, scale)]
                : ['auto', 'auto']
            }
            width={64}
            tickFormatter={(value: number) => fixed(value, unitOf(statistic) === 'share' ? 0 : 2)}
            tick={TICK}
            stroke="var(--line-strong)"
            label={{
              ...{ value: unitText(statistic), angle: -90, position: 'insideLeft', offset: 10 },
              ...{ style: { textAnchor: 'middle' }, ...TICK },
            }}
          />
          <ReferenceLine y={figures.referenceMean * scale} stroke="var(--chance)" strokeDasharray="2 3" />
          {raised && (
            <ReferenceLine
              x={alarm.day}
              stroke="var(--v-follows)"
              label={{ value: 'alarm', position: 'top', ...TICK }}
            />
          )}
          <Tooltip content={<Day alarm={alarm} />} cursor={{ stroke: 'var(--line-strong)' }} />
          <Area dataKey="interval" stroke="none" fill="var(--c1)" fillOpacity={0.2} isAnimationActive={false} />
          <Line
            dataKey="shown"
            stroke="none"
            dot={{ r: 1.8, fill: 'var(--ink-3)', stroke: 'none' }}
            isAnimationActive={false}
          />
          <Line dataKey="run" stroke="var(--c1)" strokeWidth={1.75} dot={false} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** A value to a whole tenth of the scale, between 0 and all of it. */
const tenths = (round: (value: number) => number, value: number, scale: number): number =>
  (Math.min(10, Math.max(0, round((value / scale) * 10))) * scale) / 10;

/** What recharts hands to a tooltip; only the datum of the first series is used. */
type DayProps = { alarm: AlarmRow; active?: boolean; payload?: readonly { payload?: AlarmPoint }[] };

function Day({ alarm: { statistic }, active = false, payload = [] }: DayProps) {
  const point = payload[0]?.payload;
  if (!active || point === undefined) return null;
  return (
    <div className="chart-tip">
      <b>{point.day}</b>
      <span>
        that day {point.value === null ? 'nobody' : valueText(point.value, statistic)}, n {count(point.n)}
      </span>
      {point.mean !== null && point.total !== null && (
        <span>
          since the start {valueText(point.mean, statistic)}, n {count(point.total)}
        </span>
      )}
      {point.low !== null && point.high !== null && <span>interval {spanText(point.low, point.high, statistic)}</span>}
    </div>
  );
}
