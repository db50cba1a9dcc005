import { AucAxis, AucCell } from '@/app/chart/aucCell';
import { aucEnds, aucNumber, gapEnds, gapNumber } from '@/app/chart/aucText';
import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { Verdict } from '@/app/siteEffect/verdict';
import { GRADIENT_WORDS } from '@/app/siteEffect/words';
import { type Column, TableHead } from '@/app/table/tableHead';
import type { SiteEffect } from '@/server/queries/overview';

const COLUMNS: readonly Column[] = [
  { key: 'pair', name: 'Site against site' },
  { key: 'grade', name: 'Grade', definition: 'siteEffectGrade' },
  { key: 'auc', name: 'AUC of the score', num: true, definition: 'siteEffect', side: 'start' },
  { key: 'axis', name: 'AUC', axis: <AucAxis /> },
  { key: 'gap', name: 'Gap, logits', num: true, definition: 'gapLogit' },
  { key: 'eta', name: 'η², balanced', num: true, definition: 'etaSquared' },
  { key: 'prevalence', name: 'Prevalence', num: true },
  { key: 'n', name: 'n without it', num: true },
];

/** Pairs of sites, those that differ most first; on a phone each pair is a block. */
export function SitePairsTable({ pairs, version }: { pairs: SiteEffect[]; version: string }) {
  return (
    <table className="plain-table tall-table stack-table pairs-table">
      <TableHead columns={COLUMNS} version={version} />
      <tbody>
        {pairs.map((pair) => (
          <Pair key={`${pair.stratum} ${pair.reference}`} pair={pair} />
        ))}
      </tbody>
    </table>
  );
}

function Pair({ pair }: { pair: SiteEffect }) {
  const { negatives, prevalence } = pair;
  const { value, low, high } = negatives.aucOfScore;
  return (
    <tr>
      <th scope="row">
        {pair.stratum}
        <span className="under">vs {pair.reference}</span>
      </th>
      <td data-label="Grade">
        <Verdict grade={pair.grade} />
      </td>
      <td className="num" data-label="AUC of the score">
        <Figure value={value === null ? null : aucNumber(value)} ends={aucEnds(low, high)} />
      </td>
      <td className="plot">
        <AucCell effect={pair} />
      </td>
      <td className="num" data-label="Gap, logits">
        <Figure value={gapNumber(pair)} ends={gapEnds(pair)} />
      </td>
      <td className="num" data-label="η², balanced">
        {negatives.etaSquaredBalanced === null || negatives.etaSquared === null ? (
          <span className="faint">none</span>
        ) : (
          <span title={`η² as the mix is: ${aucNumber(negatives.etaSquared)}`}>
            {aucNumber(negatives.etaSquaredBalanced)}
          </span>
        )}
      </td>
      <td className="num" data-label="Prevalence">
        {prevalence.stratum === null || prevalence.reference === null ? (
          <span className="faint">no labels</span>
        ) : (
          <span className="told" title={GRADIENT_WORDS[pair.gradient]}>
            {percent(prevalence.stratum)}
            <span className="under">vs {percent(prevalence.reference)}</span>
          </span>
        )}
      </td>
      <td className="num" data-label="n without it">
        {count(negatives.n)}
        <span className="under">vs {count(negatives.referenceN)}</span>
      </td>
    </tr>
  );
}

function Figure({ value, ends }: { value: string | null; ends: string | null }) {
  if (value === null) return <span className="faint">under 10 cases</span>;
  return (
    <>
      {value}
      <span className="under">{ends}</span>
    </>
  );
}
