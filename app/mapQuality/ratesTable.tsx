import { count } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { casesHref } from '@/app/matrix/hrefs';
import { PageLink } from '@/app/shell/pageLink';
import type { QualityRate } from '@/server/queries/mapQuality';
import { absentWords, rateWord, reasonsOf } from './rateWords';

type Props = { model: { name: string; version: string }; rows: QualityRate[] };

/** Share of unusable maps by finding and reason; a reason that nothing has is said in a line, not in a column. */
export function RatesTable({ model, rows }: Props) {
  const { found, absent } = reasonsOf(rows);
  const findings = [...new Set(rows.map(({ finding }) => finding))];
  return (
    <>
      {absent.length > 0 && <p className="small dim">None: {absentWords(absent)}.</p>}
      {found.length > 0 && (
        <div className="table-box">
          <div className="scroll-x fits">
            <table className="plain-table stack-table quality-table">
              <thead>
                <tr>
                  <th scope="col">Finding</th>
                  {found.map((reason) => (
                    <th key={reason} scope="col" className="num">
                      {rateWord(reason)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {findings.map((finding) => (
                  <tr key={finding}>
                    <th scope="row">
                      <PageLink href={casesHref(model, finding)}>{finding}</PageLink>
                    </th>
                    {found.map((reason) => (
                      <td key={reason} className="num" data-label={rateWord(reason)}>
                        <Rate
                          model={model}
                          rate={rows.find((row) => row.reason === reason && row.finding === finding)}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </>
  );
}

function Rate({ model, rate }: { model: Props['model']; rate: QualityRate | undefined }) {
  if (rate?.share == null) return <span className="faint">none to look at</span>;
  const { hits, n, value, low, high } = rate.share;
  const query = new URLSearchParams({ model: `${model.name}@${model.version}`, finding: rate.finding });
  return (
    <>
      {percent(value)}
      <span className="under">
        {count(hits)} of {count(n)}
        {hits > 0 && `, ${interval(low, high) ?? ''}`}
      </span>
      {rate.examples.length > 0 && (
        <span className="under">
          cases{' '}
          {rate.examples.map((id, index) => (
            <PageLink key={id} href={`/cases/${id}?${query}`} aria-label={`Case ${index + 1} that is ${rate.reason}`}>
              {index + 1}{' '}
            </PageLink>
          ))}
        </span>
      )}
    </>
  );
}
