import type { ReportContent } from '@/server/reports/content/reportContent';
import { contentHash } from '@/server/reports/contentHash';
import type { Block, Section } from '@/server/reports/document/block';
import { reportDocument } from '@/server/reports/document/reportDocument';
import { escaped } from './html';
import { PAGE_POLICY } from './pagePolicy';
import { PAGE_STYLE } from './pageStyle';
import { renderTable } from './renderTable';

/** A report as one HTML document that asks for no other file and runs no script. Of the same content the same bytes. */
export function renderReportPage(content: ReportContent): string {
  const hash = contentHash(content);
  const { title, subtitle, sections } = reportDocument(content, hash);
  const places = sections.map(({ id, title: name }) => `<li><a href="#${id}">${escaped(name)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(PAGE_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p class="sub">${escaped(subtitle)}</p>
<p class="hash">SHA-256 of the content <code>${hash}</code></p>
</header>
<nav aria-label="Sections"><ol>${places.join('')}</ol></nav>
<main>
${sections.map(sectionOf).join('\n')}
</main>
<footer><p>Made by Sightline. Not legal advice; not for diagnostic use.</p></footer>
</body>
</html>
`;
}

const sectionOf = ({ id, title, blocks }: Section): string =>
  `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escaped(title)}</h2>
${blocks.map(blockOf).join('\n')}
</section>`;

function blockOf(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'prose':
      return `<p${block.quiet === true ? ' class="quiet"' : ''}>${escaped(block.text)}</p>`;
    case 'facts':
      return `<dl>${block.facts.map(factOf).join('')}</dl>`;
    case 'table':
      return renderTable(block);
  }
}

const factOf = ({ name, value, code }: { name: string; value: string; code?: boolean }): string =>
  `<dt>${escaped(name)}</dt><dd>${code === true ? `<code>${escaped(value)}</code>` : escaped(value)}</dd>`;
