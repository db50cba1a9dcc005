import { count } from '@/app/format/number';
import { figureText } from '@/server/proof/figureText';
import type { ProofEdits, ProofReport } from '@/server/proof/proofReport';

/** What edits did to the known models, in standard deviations of the logit, each less its control. */
export function ProofEditsTable({ report: { edits } }: { report: ProofReport }) {
  if (edits.length === 0) return null;
  return (
    <section className="panel table-box" id="edits">
      <header>
        <h2>Edits of known models</h2>
        <span className="q">standard deviations of the logit, each less its control</span>
      </header>
      <table className="plain-table stack-table" aria-label="Effects of edits on every arm and seed">
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Seed</th>
            <th scope="col" className="num">
              Swap, net
            </th>
            <th scope="col" className="num">
              Marker erased, difference
            </th>
            <th scope="col" className="num">
              the same without the sham
            </th>
            <th scope="col" className="num">
              AUC before, after
            </th>
            <th scope="col" className="num">
              Edited, like real ones
            </th>
          </tr>
        </thead>
        <tbody>
          {edits.map((one) => (
            <Row key={`${one.arm} ${one.seed}`} edits={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ edits }: { edits: ProofEdits }) {
  const { arm, seed, counts, swapNet, eraseDifference, eraseUnadjusted, aucBefore, aucAfter } = edits;
  const all = Object.values(counts);
  const sum = (of: 'edited' | 'inDistribution'): string => count(all.reduce((total, kind) => total + kind[of], 0));
  return (
    <tr>
      <th scope="row">{arm}</th>
      <td data-label="Seed">{count(seed)}</td>
      <td className="num" data-label="Swap, net">
        {figureText(swapNet, 'sd')}
      </td>
      <td className="num" data-label="Marker erased">
        {figureText(eraseDifference, 'sd')}
      </td>
      <td className="num" data-label="Without the sham">
        {figureText(eraseUnadjusted, 'sd')}
      </td>
      <td className="num" data-label="AUC before, after">
        {figureText(aucBefore, 'auc')}, {figureText(aucAfter, 'auc')}
      </td>
      <td className="num" data-label="Edited, like real ones">
        {sum('edited')}, {sum('inDistribution')}
      </td>
    </tr>
  );
}
