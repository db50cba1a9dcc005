import PDFDocument from 'pdfkit';
import { allFonts, type FontWeight, fontName, fontRuns } from './fonts';

/** Points. */
export const PAGE = { left: 42, right: 553, top: 62, bottom: 790, width: 511 } as const;

/** Inks on paper: the light theme's. */
export const INK = {
  ...{ ink: '#15191d', quiet: '#454e57', faint: '#5a636c', line: '#d9dde2', strong: '#9aa2aa' },
  ...{ relies: '#b5350c', follows: '#98500a', weak: '#7a5b00', plain: '#1d62c9' },
} as const;

export type Ink = keyof typeof INK;

export type Lettering = { size: number; weight: FontWeight; ink: Ink };

/** A document that is written from top to bottom. `y`: where the next block begins. */
export type Sheet = { doc: PDFKit.PDFDocument; y: number };

/** An empty A4 document with our fonts, tagged, in English. `at` is its only time, so that the same content gives the same bytes. */
export function openSheet(title: string, at: Date): Sheet {
  const doc = new PDFDocument({
    ...{ size: 'A4', pdfVersion: '1.7', tagged: true, lang: 'en', displayTitle: true, bufferPages: true },
    ...{ margins: { top: 0, bottom: 0, left: 0, right: 0 } },
    info: { Title: title, Producer: 'Sightline', Creator: 'Sightline', CreationDate: at, ModDate: at },
  });
  for (const { name, bytes } of allFonts()) doc.registerFont(name, bytes);
  return { doc, y: PAGE.top };
}

/** A new page unless `height` fits on this one; true when there was one. */
export function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= PAGE.bottom) return false;
  sheet.doc.addPage();
  sheet.y = PAGE.top;
  return true;
}

/** How a text is set: within `width`, `code` may break anywhere. */
export type Setting = Lettering & { width: number; align?: 'left' | 'right'; code?: boolean };

/** Height of a text as it would be set; 0 of none. */
export function heightOf(doc: PDFKit.PDFDocument, text: string, setting: Setting): number {
  if (text === '') return 0;
  letter(doc, setting);
  return doc.heightOfString(plain(text, setting), optionsOf(setting));
}

/** Sets a text at a place, its runs of other scripts in their own fonts. */
export function setText(doc: PDFKit.PDFDocument, text: string, x: number, y: number, setting: Setting): void {
  if (text === '') return;
  letter(doc, setting).fillColor(INK[setting.ink]);
  const runs = fontRuns(setting.code === true ? breakable(text) : text);
  for (const [i, run] of runs.entries()) {
    doc.font(fontName(run.script, setting.weight));
    const options = { ...optionsOf(setting), continued: i < runs.length - 1 };
    if (i === 0) doc.text(run.text, x, y, options);
    else doc.text(run.text, options);
  }
}

const letter = (doc: PDFKit.PDFDocument, { size, weight }: Lettering): PDFKit.PDFDocument =>
  doc.font(fontName('latin', weight)).fontSize(size);

const plain = (text: string, { code }: Setting): string =>
  fontRuns(code === true ? breakable(text) : text)
    .map((run) => run.text)
    .join('');

/** A hash in groups of sixteen, so that it can break; copies of it are read without the spaces. */
const breakable = (text: string): string => text.replace(/([0-9a-f]{16})(?=[0-9a-f])/g, '$1 ');

const optionsOf = ({ width, align = 'left' }: Setting): PDFKit.Mixins.TextOptions => ({
  ...{ width, align, lineGap: 1.5, features: ['tnum', 'kern'] },
});
