import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { Verdict } from '@/app/siteEffect/verdict';
import { VERDICTS } from '@/server/evidence/verdict';
import type { Comparison, ProofReport, ViewRow } from '@/server/proof/proofReport';
import { proofEstimate } from './proofNumber';

/** The same on real radiographs, by view, beside what the article says in words: agreement and disagreement alike. */
export function ProofReal({ report: { real } }: { report: ProofReport }) {
  const { skipped, chexnet, nih14, comparisons } = real;
  return (
    <section className="panel table-box" id="real">
      <header>
        <h2>Real radiographs</h2>
        <span className="q">no shortcut is planted here: what is found is beside what the article says</span>
      </header>
      {skipped !== null && <p className="body small dim">Not run: {skipped}</p>}
      {chexnet !== null && (
        <Views title={`Published predictions, ${count(chexnet.images)} images`} rows={chexnet.rows} />
      )}
      {nih14 !== null && <Views title={`nih14 on ${count(nih14.images)} images`} rows={nih14.rows} />}
      {comparisons.length > 0 && <Comparisons comparisons={comparisons} />}
    </section>
  );
}

function Views({ title, rows }: { title: string; rows: ViewRow[] }) {
  return (
    <table className="plain-table stack-table" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" className="num">
            AP, PA have it
          </th>
          <th scope="col" className="num">
            AUC, pooled
          </th>
          <th scope="col" className="num">
            like with like
          </th>
          <th scope="col" className="num">
            AUC of the score for AP, without it
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.finding}>
            <th scope="row">{findingName(row.finding)}</th>
            <td className="num" data-label="AP, PA have it">
              {share(row.prevalenceAp)}, {share(row.prevalencePa)}
            </td>
            <td className="num" data-label="AUC, pooled">
              {proofEstimate(row.pooled)}
            </td>
            <td className="num" data-label="Like with like">
              {proofEstimate(row.adjusted)}
            </td>
            <td className="num" data-label="AUC for AP, without it">
              {proofEstimate(row.auc)}
            </td>
            <td data-label="Verdict">
              <Grade grade={row.verdict} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const share = (value: number | null): string => (value === null ? 'not told' : percent(value));

function Grade({ grade }: { grade: string }) {
  const known = VERDICTS.find((one) => one === grade);
  return known === undefined ? grade : <Verdict grade={known} />;
}

function Comparisons({ comparisons }: { comparisons: Comparison[] }) {
  return (
    <table className="plain-table stack-table comparisons" aria-label="Beside the article">
      <thead>
        <tr>
          <th scope="col">The article</th>
          <th scope="col">Found here</th>
          <th scope="col">Agreement</th>
        </tr>
      </thead>
      <tbody>
        {comparisons.map(({ article, found, agrees }) => (
          <tr key={article}>
            <th scope="row">{article}</th>
            <td data-label="Found here">{found}</td>
            <td data-label="Agreement">{agrees}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
