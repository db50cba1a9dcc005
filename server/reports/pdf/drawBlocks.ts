import type { Block, FactsBlock, Section } from '@/server/reports/document/block';
import { drawTable } from './drawTable';
import { heightOf, makeRoom, PAGE, type Setting, type Sheet, setText } from './sheet';

type Parent = PDFKit.PDFStructureElement;

const set = (size: number, weight: Setting['weight'], ink: Setting['ink'], width: number = PAGE.width): Setting => ({
  ...{ size, weight, ink, width },
});
const TITLE = set(20, '600', 'ink');
const SUBTITLE = set(9, '400', 'quiet');
const SECTION = set(13, '600', 'ink');
const HEADING = set(9.5, '600', 'ink');
const PROSE = set(8.5, '400', 'ink', 440);
const QUIET = set(8, '400', 'quiet', 440);

/** The first lines of a report. */
export function drawTitle(sheet: Sheet, parent: Parent, title: string, subtitle: string): void {
  line(sheet, parent, 'H1', title, TITLE, 2);
  line(sheet, parent, 'P', subtitle, SUBTITLE, 14);
}

/** A section with its heading; the heading stays with what follows it. */
export function drawSection(sheet: Sheet, parent: Parent, { title, blocks }: Section): void {
  const section = sheet.doc.struct('Sect', { title });
  parent.add(section);
  makeRoom(sheet, 90);
  sheet.y += 6;
  sheet.doc.outline.addItem(title);
  line(sheet, section, 'H2', title, SECTION, 4);
  for (const block of blocks) drawBlock(sheet, section, block);
  section.end();
}

function drawBlock(sheet: Sheet, section: Parent, block: Block): void {
  switch (block.type) {
    case 'heading':
      makeRoom(sheet, 80);
      sheet.y += 4;
      line(sheet, section, 'H3', block.text, HEADING, 3);
      return;
    case 'prose':
      line(sheet, section, 'P', block.text, block.quiet === true ? QUIET : PROSE, 7);
      return;
    case 'facts':
      drawFacts(sheet, section, block);
      return;
    case 'table':
      if (block.rows.length > 0) drawTable(sheet, section, block);
      else line(sheet, section, 'P', `${block.caption}. ${block.empty}`, QUIET, 7);
  }
}

/** One piece of text over the page's width, and `after` points of room. */
function line(sheet: Sheet, parent: Parent, tag: string, text: string, setting: Setting, after: number): void {
  const { doc } = sheet;
  const height = heightOf(doc, text, setting);
  makeRoom(sheet, height);
  const { y } = sheet;
  parent.add(doc.struct(tag, {}, () => setText(doc, text, PAGE.left, y, setting)));
  sheet.y += height + after;
}

const NAME_WIDTH = 120;
const NAME = set(8, '400', 'quiet', NAME_WIDTH);

/** Names and values as a list, each on a line. */
function drawFacts(sheet: Sheet, section: Parent, { facts }: FactsBlock): void {
  const { doc } = sheet;
  const list = doc.struct('L');
  section.add(list);
  for (const { name, value, code } of facts) {
    const setting = { ...set(code === true ? 7 : 8, '400', 'ink', PAGE.width - NAME_WIDTH - 10), code: code === true };
    const height = Math.max(heightOf(doc, name, NAME), heightOf(doc, value, setting));
    makeRoom(sheet, height);
    const { y } = sheet;
    const item = doc.struct('LI');
    list.add(item);
    item.add(doc.struct('Lbl', {}, () => setText(doc, name, PAGE.left, y, NAME)));
    item.add(doc.struct('LBody', {}, () => setText(doc, value, PAGE.left + NAME_WIDTH + 10, y, setting)));
    item.end();
    sheet.y += height + 2.5;
  }
  list.end();
  sheet.y += 8;
}
