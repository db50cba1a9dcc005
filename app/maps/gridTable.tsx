import { signed } from '@/app/format/number';
import type { Grid } from '@/server/analysis/evidenceAnswers';

/** A grid's numbers, row by row as in the picture; closed until asked for. Larger grids than 14 × 14 are in the CSV. */
export function GridTable({ grid: { height, width, values }, digits }: { grid: Grid; digits: number }) {
  if (height * width > 196) return null;
  const rows = Array.from({ length: height }, (_, y) => values.slice(y * width, (y + 1) * width));
  return (
    <details>
      <summary className="summary">Table view</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <section className="scroll-x" aria-label="Cells of the map" tabIndex={0}>
        <table className="plain-table grid-table" aria-label="Cells of the map, top row first">
          <tbody>
            {rows.map((row, y) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a grid have no other name
              <tr key={y}>
                {row.map((value, x) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells of a grid have no other name
                  <td key={x} className="num">
                    {signed(value, digits)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
