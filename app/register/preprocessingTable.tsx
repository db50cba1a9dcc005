import { fixed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import type { RegistrationReport } from '@/server/api/registrationSchema';

type Report = NonNullable<RegistrationReport['preprocessing']>;

/** The same images under the usual ranges and channel orders: a wrong one answers every image alike. */
export function PreprocessingTable({ report: { images, source, note, lines } }: { report: Report }) {
  return (
    <section aria-label="Preprocessing">
      <h3 className="strong">Preprocessing</h3>
      <p className="small dim">
        {lines.length === 0
          ? `Not checked: ${note ?? (images === 0 ? 'there are no images' : 'there is one way only')}.`
          : `The same ${images} ${source === 'stored' ? 'stored images' : 'phantoms'}, fed in the usual ways. A wrong way answers every image alike, or far out.${note === null ? '' : ` ${note}.`}`}
      </p>
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        <section className="wide-table" tabIndex={0} aria-label="Ways of feeding the images">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Fed as</th>
                <th scope="col" className="num">
                  Same first finding
                </th>
                <th scope="col" className="num">
                  Spread, logits
                </th>
                <th scope="col" className="num">
                  Beyond ±10
                </th>
                <th scope="col" className="num">
                  From declared, logits
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.key} data-declared={line.declared}>
                  <th scope="row">
                    {line.label}
                    {orderWords(line)} {line.declared && <span className="tag">declared</span>}
                  </th>
                  <td className="num">
                    {percent(line.share)} <span className="faint">{findingName(line.top)}</span>
                  </td>
                  <td className="num">{fixed(line.spread, 2)}</td>
                  <td className="num">{percent(line.saturated)}</td>
                  <td className="num">{line.declared ? '–' : fixed(line.distance, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

/** The order of the channels, where it makes a difference and the name of the way does not say it. */
const orderWords = ({ label, order }: Report['lines'][number]): string =>
  order === null || label.includes(order) ? '' : `, ${order}`;
