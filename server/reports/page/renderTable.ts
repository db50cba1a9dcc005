import type { Cell, Column, TableBlock } from '@/server/reports/document/block';
import { escaped } from './html';
import { renderPlot } from './renderPlot';

/** A table with caption and headers; without rows a sentence in its place. It scrolls sideways by itself. */
export function renderTable({ caption, columns, rows, empty }: TableBlock): string {
  if (rows.length === 0) return `<p class="empty"><b>${escaped(caption)}.</b> ${escaped(empty)}</p>`;
  const head = columns.map((column) => `<th scope="col"${classOf(column)}>${escaped(column.name)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell, i) => cellOf(cell, columns[i], i === 0)).join('')}</tr>`);
  return `<div class="wide" role="region" tabindex="0" aria-label="${escaped(caption)}"><table>
<caption>${escaped(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`;
}

const classOf = (column: Column | undefined): string => (column?.align === 'end' ? ' class="num"' : '');

function cellOf(cell: Cell, column: Column | undefined, isName: boolean): string {
  const inside = insideOf(cell);
  return isName ? `<th scope="row">${inside}</th>` : `<td${classOf(column)}>${inside}</td>`;
}

function insideOf({ text, under, tone, code, plot }: Cell): string {
  if (plot !== undefined) return renderPlot(plot);
  const word = code === true ? `<code>${escaped(text)}</code>` : escaped(text);
  const toned = tone === undefined ? word : `<b class="t-${tone}">${word}</b>`;
  return under === undefined ? toned : `${toned}<span class="under">${escaped(under)}</span>`;
}
