import type { ReactNode } from 'react';

export type FigureColumn = { name: string; num?: boolean };

type Props = { label: string; columns: readonly FigureColumn[]; rows: { key: string; cells: readonly ReactNode[] }[] };

/** A plain table of figures; on a phone each row is a block. The first cell names the row. */
export function FigureTable({ label, columns, rows }: Props) {
  return (
    <div className="table-box">
      <div className="scroll-x">
        <table className="plain-table stack-table" aria-label={label}>
          <thead>
            <tr>
              {columns.map(({ name, num }) => (
                <th key={name} scope="col" className={num === true ? 'num' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [head, ...cells] }) => (
              <tr key={key} data-row>
                <th scope="row" className="strong">
                  {head}
                </th>
                {cells.map((cell, at) => {
                  const column = columns[at + 1];
                  return (
                    <td
                      key={column?.name}
                      className={column?.num === true ? 'num' : undefined}
                      data-label={column?.name}
                    >
                      {cell}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
