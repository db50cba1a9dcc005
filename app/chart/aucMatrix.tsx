import type { ReactNode } from 'react';

/** One cell: `value` 0–1, null where it is not told, and then `missing` says why. `title`: interval and numbers. */
export type AucMatrixCell = { value: number | null; text: string; under: string | null; title: string };

type Props = {
  /** Names of rows (cases with the finding) and columns (cases without), in one order. */
  names: readonly { key: string; name: ReactNode; positives: string; negatives: string }[];
  /** Row-major. */
  cells: readonly AucMatrixCell[];
  label: string;
};

/** Sequential shade of an AUC: .5 and under is the panel's own ground, 1 the strongest. Text stands on every shade. */
export function aucShade(value: number): number {
  return Math.round(Math.min(Math.max((value - 0.5) / 0.5, 0), 1) * 34);
}

/** S × S AUCs as a table whose cells are shaded by value; the numbers stand in the cells, the diagonal is framed. */
export function AucMatrix({ names, cells, label }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <section className="scroll-x auc-matrix-box" tabIndex={0} aria-label={label}>
      <table className="auc-matrix">
        <caption className="sr">{label}</caption>
        <thead>
          <tr>
            <td />
            {names.map(({ key, name, negatives }) => (
              <th key={key} scope="col">
                {name}
                <span className="under">{negatives} without</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map(({ key, name, positives }, row) => (
            <tr key={key}>
              <th scope="row">
                {name}
                <span className="under">{positives} with it</span>
              </th>
              {names.map((column, i) => (
                <Cell key={column.key} cell={cells[row * names.length + i]} own={i === row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell, own }: { cell: AucMatrixCell | undefined; own: boolean }) {
  if (cell === undefined) return <td />;
  const { value, text, under, title } = cell;
  const shade = value === null ? 0 : aucShade(value);
  return (
    <td
      className={own ? 'own' : undefined}
      title={title}
      style={value === null ? undefined : { background: `color-mix(in srgb, var(--c1) ${shade}%, var(--panel))` }}
    >
      {value === null ? <span className="faint">{text}</span> : <b className="strong">{text}</b>}
      {under !== null && <span className="under">{under}</span>}
    </td>
  );
}
