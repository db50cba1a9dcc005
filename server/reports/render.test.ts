import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { madeReport, madeVersion } from './content.fixture';
import { contentHash } from './contentHash';
import type { Block, Cell } from './document/block';
import { reportDocument } from './document/reportDocument';
import { escaped } from './page/html';
import { renderReportPage } from './page/renderReportPage';
import { fontRuns } from './pdf/fonts';
import { renderReportPdf } from './pdf/renderReportPdf';

const textsOf = (block: Block): string[] => {
  if (block.type === 'facts') return block.facts.flatMap(({ name, value }) => [name, value]);
  if (block.type !== 'table') return [block.text];
  if (block.rows.length === 0) return [block.caption, block.empty];
  const cellTexts = ({ text, under = '' }: Cell): string[] => [text, under];
  return [block.caption, ...block.columns.map(({ name }) => name), ...block.rows.flat().flatMap(cellTexts)];
};
const allTexts = (report = madeReport()): string[] =>
  reportDocument(report, contentHash(report)).sections.flatMap(({ title, blocks }) => [
    title,
    ...blocks.flatMap(textsOf),
  ]);

test('the page asks for no other file, runs nothing, and names every table and column', () => {
  const page = renderReportPage(madeReport());
  assert.doesNotMatch(page, /<script|<img|<link|<iframe|<form|@import|url\(|https?:|src=|style="/);
  assert.match(
    page,
    /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
  );
  const tables = page.split('<table>').slice(1);
  assert.ok(tables.length > 10);
  for (const table of tables) {
    assert.match(table, /^\s*<caption>[^<]+<\/caption>/);
    const [, head = ''] = /<thead><tr>(.*?)<\/tr><\/thead>/.exec(table) ?? [];
    assert.equal(head.match(/<th scope="col"/g)?.length, head.match(/<th/g)?.length);
    const [body = ''] = /<tbody>[\s\S]*?<\/tbody>/.exec(table) ?? [];
    assert.equal(body.match(/<th scope="row">/g)?.length, body.match(/<tr>/g)?.length);
  }
});

test('all that a report says stands in the page, and nothing of it is read as markup', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 30 }), (finding) => {
      const report = madeReport({ versions: [madeVersion('made@1', [finding, `<b>"${finding}'&`])] });
      const page = renderReportPage(report);
      for (const text of allTexts(report)) assert.ok(page.includes(escaped(text)), text);
      assert.ok(!page.includes('<b>"'));
    }),
    { numRuns: 30 },
  );
});

test('every number of the document is one of the content, as pages write it', () => {
  const texts = allTexts().join('\n');
  for (const figure of [
    '.91',
    '.89–.93',
    '+0.052',
    '33 %',
    '43 %',
    '55 %',
    '2,417',
    '6,966,034',
    '0.61 (0.59 to 0.63)',
  ])
    assert.ok(texts.replaceAll('\u00a0', ' ').includes(figure), figure);
  assert.ok(texts.includes('under 10'));
  assert.ok(texts.includes('held back'));
});

test('the PDF is tagged, titled, in English, with our own fonts, and of the same content the same bytes', async () => {
  const report = madeReport();
  const pdf = await renderReportPdf(report);
  assert.ok(pdf.equals(await renderReportPdf(report)));
  const text = pdf.toString('latin1');
  assert.match(text, /^%PDF-1\.7/);
  assert.match(text, /%%EOF\s*$/);
  assert.match(text, /\/Lang \(en\)/);
  assert.match(text, /\/MarkInfo/);
  assert.match(text, /\/DisplayDocTitle true/);
  for (const tag of ['Document', 'Sect', 'H1', 'H2', 'Table', 'Caption', 'TH', 'TD', 'L', 'LI'])
    assert.ok(new RegExp(`/S /${tag}\\b`).test(text), tag);
  assert.match(text, /\/BaseFont \/[A-Z]{6}\+Inter/);
  assert.doesNotMatch(text, /Helvetica/);
  assert.ok(Number(/\/Type \/Pages\s*\/Count (\d+)/.exec(text)?.[1]) > 3);
});

test('names in other scripts are set in a font that has them', () => {
  assert.deepEqual(fontRuns('Łódź 1'), [
    { script: 'latin-ext', text: 'Ł' },
    { script: 'latin', text: 'ód' },
    { script: 'latin-ext', text: 'ź' },
    { script: 'latin', text: ' 1' },
  ]);
  assert.deepEqual(
    fontRuns('Київ ≥ 2').map(({ script }) => script),
    ['cyrillic', 'latin'],
  );
  assert.equal(
    fontRuns('東京')
      .map(({ text }) => text)
      .join(''),
    '??',
  );
});

test('what is missing is shown as missing, with what would fill it', () => {
  const { frameworks } = madeReport({ versions: [] });
  for (const { items } of frameworks) {
    assert.ok(items.length > 0);
    for (const { state, fill, sections, says } of items) {
      assert.ok(says.length > 0);
      assert.equal(fill === null, state === 'here' || state === 'outside');
      assert.equal(sections.length > 0, state === 'here' || state === 'partly');
    }
  }
  assert.ok(allTexts().some((text) => text.startsWith('To fill:')));
});
