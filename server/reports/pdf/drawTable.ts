import type { Cell, Column, TableBlock, Tone } from '@/server/reports/document/block';
import { drawPlot } from './drawPlot';
import { heightOf, INK, type Ink, makeRoom, PAGE, type Setting, type Sheet, setText } from './sheet';

const GAP = 8;
const PAD = 3.5;

/** Whose cells a header names; the language is there since the types know of no scope. */
const OF_COLUMN = { scope: 'Column', lang: 'en' };
const OF_ROW = { scope: 'Row', lang: 'en' };

type Placed = { column: Column; x: number; width: number };

/** A table whose head stands again on each page that it goes on to; for assistive technology it is one table. */
export function drawTable(sheet: Sheet, section: PDFKit.PDFStructureElement, table: TableBlock): void {
  const { doc } = sheet;
  const places = placesOf(table.columns);
  const head = headHeight(sheet, places);
  const [first] = table.rows;
  makeRoom(sheet, 18 + head + (first === undefined ? 0 : rowHeight(sheet, places, first)));
  const element = doc.struct('Table');
  section.add(element);
  caption(sheet, element, table.caption);
  const headRow = doc.struct('TR');
  element.add(headRow);
  drawHead(sheet, places, head, (place, draw) => {
    headRow.add(doc.struct('TH', OF_COLUMN, draw));
    return place;
  });
  for (const cells of table.rows) {
    const height = rowHeight(sheet, places, cells);
    if (makeRoom(sheet, height)) drawHead(sheet, places, head, (_, draw) => artifact(doc, draw));
    const row = doc.struct('TR');
    element.add(row);
    drawRow(sheet, row, places, cells, height);
  }
  element.end();
  sheet.y += 12;
}

/** What is on the page for the eye alone. */
export function artifact(doc: PDFKit.PDFDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

function placesOf(columns: readonly Column[]): Placed[] {
  const weights = columns.reduce((sum, { weight }) => sum + weight, 0);
  const free = PAGE.width - GAP * (columns.length - 1);
  let x: number = PAGE.left;
  return columns.map((column) => {
    const width = (free * column.weight) / weights;
    const place = { column, x, width };
    x += width + GAP;
    return place;
  });
}

const CAPTION = { size: 8.5, weight: '600', ink: 'ink', width: PAGE.width } as const;

function caption(sheet: Sheet, table: PDFKit.PDFStructureElement, text: string): void {
  const { doc, y } = sheet;
  table.add(doc.struct('Caption', {}, () => setText(doc, text, PAGE.left, y, CAPTION)));
  sheet.y += heightOf(doc, text, CAPTION) + 2;
}

const headSetting = ({ column, width }: Placed): Setting => ({
  ...{ size: 6.5, weight: '600', ink: 'quiet', width, align: column.align === 'end' ? 'right' : 'left' },
});

const headHeight = ({ doc }: Sheet, places: readonly Placed[]): number =>
  Math.max(...places.map((place) => heightOf(doc, place.column.name, headSetting(place)))) + 2 * PAD;

type HeadCell = (place: Placed, draw: () => void) => unknown;

function drawHead(sheet: Sheet, places: readonly Placed[], height: number, put: HeadCell): void {
  const { doc, y } = sheet;
  for (const place of places) {
    const setting = headSetting(place);
    const top = y + height - PAD - heightOf(doc, place.column.name, setting);
    put(place, () => setText(doc, place.column.name, place.x, top, setting));
  }
  rule(sheet, y + height, INK.strong);
  sheet.y += height;
}

function rule({ doc }: Sheet, y: number, colour: string): void {
  artifact(doc, () => {
    doc.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.5).strokeColor(colour).stroke();
  });
}

const TONES: Record<Tone, Ink> = {
  ...{ relies: 'relies', follows: 'follows', missing: 'follows', weak: 'weak', shift: 'weak' },
  ...{ below: 'ink', few: 'faint', plain: 'ink' },
};

function cellSetting({ column, width }: Placed, { tone, code }: Cell, isName: boolean): Setting {
  return {
    ...{ size: code === true ? 6.5 : 7.5, weight: isName || tone !== undefined ? '600' : '400' },
    ...{ ink: tone === undefined ? 'ink' : TONES[tone], width, code: code === true },
    align: column.align === 'end' ? 'right' : 'left',
  };
}

const underSetting = (place: Placed): Setting => ({
  ...{ size: 6.5, weight: '400', ink: 'faint', width: place.width },
  align: place.column.align === 'end' ? 'right' : 'left',
});

function cellHeight({ doc }: Sheet, place: Placed, cell: Cell, isName: boolean): number {
  const main = heightOf(doc, cell.text, cellSetting(place, cell, isName));
  return main + heightOf(doc, cell.under ?? '', underSetting(place));
}

const rowHeight = (sheet: Sheet, places: readonly Placed[], cells: readonly Cell[]): number =>
  Math.max(11, ...places.map((place, i) => cellHeight(sheet, place, cells[i] ?? { text: '' }, i === 0))) + 2 * PAD;

type Row = PDFKit.PDFStructureElement;

function drawRow(sheet: Sheet, row: Row, places: readonly Placed[], cells: readonly Cell[], height: number): void {
  const { doc, y } = sheet;
  for (const [i, place] of places.entries()) {
    const cell = cells[i] ?? { text: '' };
    const { plot } = cell;
    const isName = i === 0;
    const setting = cellSetting(place, cell, isName);
    const draw = () => {
      const top = y + PAD;
      setText(doc, cell.text, place.x, top, setting);
      if (cell.under === undefined) return;
      setText(doc, cell.under, place.x, top + heightOf(doc, cell.text, setting), underSetting(place));
    };
    if (plot !== undefined) artifact(doc, () => drawPlot(doc, plot, place.x, y + PAD, place.width));
    row.add(isName ? doc.struct('TH', OF_ROW, draw) : doc.struct('TD', {}, draw));
  }
  rule(sheet, y + height, INK.line);
  sheet.y += height;
}
