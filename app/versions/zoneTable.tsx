import { count, signed } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import type { PairedVersions } from '@/server/analysis/kinds';
import { ZONES } from '@/server/audit/zone';
import { ends } from './ends';

type Finding = PairedVersions['findings'][number];

/** The mean ledgers of both versions, zone by zone over the same maps; nothing where none add up to the logit. */
export function ZoneTable({ findings }: { findings: readonly Finding[] }) {
  const some = findings.filter(({ zones }) => zones.length > 0);
  const shown = ZONES.filter((zone) => some.some(({ zones }) => zones.some((one) => one.zone === zone)));
  if (shown.length === 0) return <p className="small dim">No map of both versions adds up to its logit.</p>;
  return (
    <div className="table-box">
      <div className="scroll-x">
        <table className="plain-table tall-table stack-table" aria-label="Contribution of each zone, both versions">
          <thead>
            <tr>
              <th scope="col">Finding</th>
              <th scope="col" className="num">
                Maps
              </th>
              {shown.map((zone) => (
                <th key={zone} scope="col" className="num">
                  {zone}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {some.map(({ finding, zones }) => (
              <tr key={finding}>
                <th scope="row">{findingName(finding)}</th>
                <td className="num" data-label="Maps">
                  {count(Math.max(...zones.map(({ n }) => n)))}
                </td>
                {shown.map((zone) => (
                  <td key={zone} className="num" data-label={zone}>
                    <Zone entry={zones.find((one) => one.zone === zone)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Zone({ entry }: { entry: Finding['zones'][number] | undefined }) {
  if (entry === undefined) return <span className="faint">no mask</span>;
  const { model, other, difference } = entry;
  return (
    <span className="told" title={`candidate ${signed(model, 3)}, live ${signed(other, 3)}`}>
      {signed(difference.value, 2)}
      <span className="under">{ends(difference, 2)}</span>
    </span>
  );
}
