import { count } from '@/app/format/number';
import { minute } from '@/app/format/time';
import { PageLink } from '@/app/shell/pageLink';
import { TableHead } from '@/app/table/tableHead';
import type { LinkSummary } from '@/server/links/listLinks';
import { stateWords, throughWords } from './linkWords';
import { SubjectName } from './subjectName';

const COLUMNS = [
  { key: 'label', name: 'Link' },
  { key: 'what', name: 'Shows' },
  { key: 'policy', name: 'Lets through' },
  { key: 'state', name: 'State' },
  { key: 'views', name: 'Views', num: true },
  { key: 'last', name: 'Last opened, UTC' },
] as const;

type Props = {
  rows: LinkSummary[];
  /** Of the reports among their subjects. */
  titles: ReadonlyMap<string, string>;
  /** Who made them, by how they are recorded. */
  makers: ReadonlyMap<string, string>;
  asOf: string;
};

export function LinkTable({ rows, titles, makers, asOf }: Props) {
  return (
    <div className="panel table-box">
      <div className="scroll-x">
        <table className="plain-table stack-table link-table">
          <TableHead columns={COLUMNS} />
          <tbody>
            {rows.map((link) => (
              <tr key={link.id}>
                <th scope="row">
                  <PageLink className="link" href={`/links/${link.id}`}>
                    {link.label}
                  </PageLink>
                  <span className="small dim link-maker">by {makers.get(link.createdBy) ?? link.createdBy}</span>
                </th>
                <td data-label="Shows">
                  <span>
                    <SubjectName subject={link.subject} titles={titles} />, {link.frozenAt === null ? 'live' : 'frozen'}
                  </span>
                </td>
                <td data-label="Lets through">{throughWords(link)}</td>
                <td data-label="State">{`${stateWords(link, asOf)}${link.hasPasscode ? ', passcode' : ''}`}</td>
                <td data-label="Views" className="num">
                  {`${count(link.views)}${link.viewCap === null ? '' : ` of ${count(link.viewCap)}`}`}
                </td>
                <td className="nowrap" data-label="Last opened, UTC">
                  {link.lastViewAt === null ? 'never' : minute(link.lastViewAt)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
