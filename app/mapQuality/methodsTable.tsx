import { fixed, plural } from '@/app/format/number';
import type { MethodQuality } from '@/server/queries/mapQuality';
import { CheckCurve } from './checkCurve';
import { figureText } from './figure';
import { GradeMark } from './gradeMark';

/** Each method with its grade, its curve and what the grade rests on; on a phone each is a block. */
export function MethodsTable({ methods }: { methods: MethodQuality[] }) {
  return (
    <div className="table-box">
      <div className="scroll-x fits">
        <table className="plain-table tall-table stack-table quality-table">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col">Weights permuted</th>
              <th scope="col">Likeness by depth</th>
              <th scope="col" className="num">
                |ρ|, all layers
              </th>
              <th scope="col" className="num">
                |ρ|, head alone
              </th>
              <th scope="col" className="num">
                Share moved, p
              </th>
            </tr>
          </thead>
          <tbody>
            {methods.map((method) => (
              <Method key={method.method} method={method} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const none = <span className="faint">none</span>;

function Method({ method: { label, isExploratory, state, reason, figures } }: { method: MethodQuality }) {
  const cascade = figures?.curve.filter(({ arm }) => arm === 'cascade') ?? [];
  return (
    <tr>
      <th scope="row">
        {label}
        {isExploratory && <span className="under">exploratory, not class-specific</span>}
      </th>
      <td data-label="Weights permuted">
        <GradeMark state={state} />
        {state !== 'passed' && state !== 'not-checked' && <span className="under wrap">{reason}</span>}
      </td>
      <td className="plot">
        {figures === null || cascade.length === 0 ? none : <CheckCurve figures={figures} label={label} />}
      </td>
      <td className="num" data-label="|ρ|, all layers">
        {figureText(cascade.at(-1)?.likeness ?? null) ?? none}
        {figures !== null && (
          <span className="under">
            {plural(figures.images, 'image')} × {plural(figures.seeds.length, 'order')}
          </span>
        )}
      </td>
      <td className="num" data-label="|ρ|, head alone">
        {figureText(cascade[0]?.likeness ?? null) ?? none}
      </td>
      <td className="num" data-label="Share moved, p">
        {figures?.shift == null ? none : pText(figures.shift.p)}
      </td>
    </tr>
  );
}

const pText = (p: number): string => (p < 0.001 ? '<0.001' : fixed(p, p < 0.1 ? 3 : 2));
