/** A table in Markdown; `|` inside cells is escaped. The first column is text, the others are right-aligned if `numbers`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], numbers = false): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `|${head.map((_, i) => (numbers && i > 0 ? '---:' : '---')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

export const result = (passes: boolean | null): string =>
  passes === null ? 'not run' : passes ? 'passes' : '**FAILS**';
