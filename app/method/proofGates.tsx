import { figureText } from '@/server/proof/figureText';
import type { GateCheck, ProofGate, ProofReport } from '@/server/proof/proofReport';
import { Outcome } from './outcome';

/** Every gate with its thresholds, each seed and the worst; failures stand as failures. */
export function ProofGates({ report: { gates } }: { report: ProofReport }) {
  return (
    <section className="panel table-box" id="gates">
      <header>
        <h2>Gates</h2>
        <span className="q">thresholds fixed in advance, judged on the worst seed</span>
      </header>
      <table className="plain-table stack-table gate-table" aria-label="Gates with the figures of every seed">
        <thead>
          <tr>
            <th scope="col">Gate, arm</th>
            <th scope="col">What</th>
            <th scope="col">Threshold</th>
            <th scope="col" className="num">
              Each seed
            </th>
            <th scope="col" className="num">
              Worst
            </th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        {gates.map((gate) => (
          <Gate key={gate.id} gate={gate} />
        ))}
      </table>
    </section>
  );
}

function Gate({ gate: { id, title, passes, checks } }: { gate: ProofGate }) {
  return (
    <tbody>
      <tr className="gate-head">
        <th scope="rowgroup" colSpan={5}>
          {id} <span className="dim">{title}</span>
        </th>
        <td data-label="Outcome">
          <Outcome passes={passes} />
        </td>
      </tr>
      {checks.map((check) => (
        <Check key={`${check.arm} ${check.what}`} check={check} />
      ))}
    </tbody>
  );
}

function Check({ check: { arm, what, threshold, unit, seeds, worst, passes, note } }: { check: GateCheck }) {
  return (
    <tr>
      <th scope="row">{arm}</th>
      <td data-label="What">
        {what}
        {note !== null && <span className="under">{note}</span>}
      </td>
      <td data-label="Threshold">{threshold}</td>
      <td className="num" data-label="Each seed">
        {seeds.map(({ value }) => figureText(value, unit)).join('  ')}
      </td>
      <td className="num" data-label="Worst">
        <b className="strong">{figureText(worst, unit)}</b>
      </td>
      <td data-label="Outcome">
        <Outcome passes={passes} />
      </td>
    </tr>
  );
}
