import type { ShareSet } from '@/server/queries/caseDetail';
import { FIGURES, figureText } from './figures';

/** Both dilations side by side; never mixed. */
export function Undilated({ dilated, undilated }: { dilated: ShareSet; undilated: ShareSet }) {
  return (
    <details>
      <summary className="summary">With and without the half-cell margin</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="num">
              Dilated
            </th>
            <th scope="col" className="num">
              Undilated
            </th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map((figure) => (
            <tr key={figure.of}>
              <th scope="row">{figure.name}</th>
              <td className="num">{figureText(figure, dilated) ?? 'undefined'}</td>
              <td className="num">{figureText(figure, undilated) ?? 'undefined'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
