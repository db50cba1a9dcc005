import { count } from '@/app/format/number';
import { Verdict } from '@/app/siteEffect/verdict';
import { VERDICTS } from '@/server/evidence/verdict';
import { figureText } from '@/server/proof/figureText';
import type { ProofReport, ProofVerdict } from '@/server/proof/proofReport';
import { Outcome } from './outcome';

/** What models whose shortcut was planted, and those without one, are called; by the same rule as every page. */
export function ProofVerdicts({ report: { verdicts, resamples } }: { report: ProofReport }) {
  return (
    <section className="panel table-box" id="verdicts">
      <header>
        <h2>Verdicts on known models</h2>
        <span className="q">pneumonia of phantoms; the shortcut was planted, or known not to be there</span>
      </header>
      <table className="plain-table stack-table" aria-label="Verdict of every arm on every seed">
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Seed</th>
            <th scope="col">Verdict</th>
            <th scope="col">It has to be</th>
            <th scope="col" className="num">
              Features tell the site
            </th>
            <th scope="col" className="num">
              Outside share, area
            </th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map((verdict) => (
            <Row key={`${verdict.arm} ${verdict.seed}`} verdict={verdict} />
          ))}
        </tbody>
      </table>
      {resamples.length > 0 && (
        <footer>
          {resamples
            .map(({ arm, samples, grades }) => `${arm}: ${samples} re-samples, ${gradesText(grades)}`)
            .join('. ')}
          .
        </footer>
      )}
    </section>
  );
}

const gradesText = (grades: Record<string, number>): string =>
  Object.entries(grades)
    .map(([grade, n]) => `${n} ${grade}`)
    .join(', ');

function Row({ verdict }: { verdict: ProofVerdict }) {
  const { arm, seed, grade, notLocalisable, expected, passes, probe, outsideShare, areaOutside } = verdict;
  const known = VERDICTS.find((one) => one === grade);
  return (
    <tr>
      <th scope="row">{arm}</th>
      <td data-label="Seed">{count(seed)}</td>
      <td data-label="Verdict">
        {known === undefined ? grade : <Verdict grade={known} />}
        {notLocalisable && <span className="under">not localisable</span>}
      </td>
      <td data-label="It has to be">{expected}</td>
      <td className="num" data-label="Features tell the site">
        {figureText(probe, 'auc')}
      </td>
      <td className="num" data-label="Outside share, area">
        {figureText(outsideShare, 'share')}, {figureText(areaOutside, 'share')}
      </td>
      <td data-label="Outcome">
        <Outcome passes={passes} />
      </td>
    </tr>
  );
}
