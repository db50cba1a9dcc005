import { linear, ticks } from '@/app/chart/linear';
import { fixed, signed } from '@/app/format/number';
import type { LedgerStep, Waterfall } from './waterfall';

const [WIDTH, LEFT, RIGHT, TOP, ROW] = [320, 96, 250, 18, 22];

/** The ledger drawn: bars for zones, markers (not bars) for bias and logit, since the axis does not begin at 0. */
export function LedgerChart({ ledger }: { ledger: Waterfall }) {
  const { steps, low, high } = ledger;
  const pad = Math.max((high - low) * 0.04, 1e-6);
  const x = linear(low - pad, high + pad, LEFT, RIGHT);
  const height = TOP + steps.length * ROW + 6;
  const marks = ticks(low - pad, high + pad, 4);
  const digits = marks.length > 1 && (marks[1] ?? 0) - (marks[0] ?? 0) < 0.1 ? 2 : 1;
  return (
    <svg
      width={WIDTH}
      height={height}
      style={{ maxWidth: '100%', height: 'auto' }}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label="Region ledger: bias and zones sum to the logit; the table below holds the numbers"
    >
      {marks.map((mark) => (
        <g key={mark}>
          <path d={`M${x(mark)} ${TOP}V${height - 4}`} className="grid" />
          <text x={x(mark)} y="11" textAnchor="middle">
            {fixed(mark, digits)}
          </text>
        </g>
      ))}
      <text x="0" y="11">
        zone
      </text>
      <text x={WIDTH} y="11" textAnchor="end">
        logits
      </text>
      {steps.map((step, i) => (
        <Step key={step.name} step={step} x={x} y={TOP + i * ROW} last={i >= steps.length - 2} />
      ))}
    </svg>
  );
}

function Step({ step, x, y, last }: { step: LedgerStep; x: (value: number) => number; y: number; last: boolean }) {
  const { name, kind, from, to, printed } = step;
  const [left, width] = [Math.min(x(from), x(to)), Math.max(Math.abs(x(to) - x(from)), 1.5)];
  const fill =
    kind === 'zone' ? (to >= from ? 'var(--for)' : 'var(--against)') : kind === 'logit' ? 'var(--ink)' : 'var(--ink-2)';
  const style = { fontSize: 12, fontWeight: kind === 'logit' ? 600 : 400 };
  return (
    <g>
      {kind === 'logit' && <path d={`M0 ${y}H${WIDTH}`} className="axis" />}
      <text x="0" y={y + 15} className={kind === 'bias' ? 't2' : 't1'} style={style}>
        {name}
      </text>
      {kind === 'zone' ? (
        <rect x={left} y={y + 5} width={width} height="12" rx="1" fill={fill} />
      ) : (
        <rect x={x(to) - 1.5} y={y + 5} width="3" height="12" rx="1" fill={fill} />
      )}
      {!last && <path d={`M${x(to)} ${y + 5}V${y + ROW + 5}`} className="axis" />}
      <text x={WIDTH} y={y + 15} textAnchor="end" className="t1" style={style}>
        {kind === 'zone' ? signed(printed, 3) : fixed(printed, 3)}
      </text>
    </g>
  );
}
