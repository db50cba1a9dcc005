import { count } from '@/app/format/number';
import type { RepeatedChange } from '@/server/analysis/mapQualityAnswers';
import type { MethodQuality } from '@/server/queries/mapQuality';
import { figureText } from './figure';

const CHANGES: Record<RepeatedChange['change'], string> = {
  'noise-1': 'noise, 1 % of the grey range',
  'noise-2': 'noise, 2 %',
  'shift-1': 'shift by 1 pixel',
  'shift-2': 'shift by 2 pixels',
};

/** How far maps and scores move when the image does a little. */
export function RepeatabilityTable({ methods }: { methods: MethodQuality[] }) {
  const rows = methods.flatMap(({ label, repeated }) =>
    (repeated?.changes ?? []).map((change, index) => ({ label: index === 0 ? label : null, method: label, change })),
  );
  return (
    <div className="table-box">
      <div className="scroll-x fits">
        <table className="plain-table stack-table quality-table">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col">Image changed by</th>
              <th scope="col" className="num">
                ρ of the maps
              </th>
              <th scope="col" className="num">
                Top tenth in common
              </th>
              <th scope="col" className="num">
                |Δ outside share|
              </th>
              <th scope="col" className="num">
                |Δ logit|
              </th>
              <th scope="col" className="num">
                Images
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, method, change }) => (
              <tr key={`${method} ${change.change}`} className={label === null ? 'goes-on' : undefined}>
                <th scope="row">{label ?? <span className="sr">{method}</span>}</th>
                <td data-label="Image changed by">{CHANGES[change.change]}</td>
                <Cell name="ρ of the maps" text={figureText(change.likeness)} />
                <Cell name="Top tenth in common" text={figureText(change.overlap)} />
                <Cell name="|Δ outside share|" text={figureText(change.outsideShare, 3)} />
                <Cell name="|Δ logit|" text={figureText(change.logit)} />
                <Cell name="Images" text={count(change.n)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const Cell = ({ name, text }: { name: string; text: string | null }) => (
  <td className="num" data-label={name}>
    {text ?? <span className="faint">none</span>}
  </td>
);
