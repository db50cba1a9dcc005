import { linear } from '@/app/chart/linear';
import type { Plot } from '@/server/reports/document/block';
import { INK } from './sheet';

const HEIGHT = 11;

const COLOURS: Record<Plot['tone'], string> = {
  ...{ relies: INK.relies, follows: INK.follows, weak: INK.weak, shift: INK.weak, missing: INK.follows },
  ...{ below: INK.quiet, few: INK.faint, plain: INK.plain },
};

/** An estimate with its interval on its axis, as vectors; its numbers stand in the row. */
export function drawPlot(doc: PDFKit.PDFDocument, plot: Plot, left: number, top: number, width: number): void {
  const { axis, value, low, high, chance, tone } = plot;
  const x = linear(axis.from, axis.to, left + 3, left + width - 3);
  const middle = top + HEIGHT / 2;
  doc
    .moveTo(left + 3, middle)
    .lineTo(left + width - 3, middle)
    .lineWidth(0.5)
    .strokeColor(INK.line)
    .stroke();
  if (axis.none !== null) upright(doc, x(axis.none), top, INK.strong);
  if (chance !== undefined) upright(doc, x(chance), top, INK.ink);
  if (low !== null && high !== null) {
    doc.moveTo(x(low), middle).lineTo(x(high), middle).lineWidth(3).strokeOpacity(0.45).strokeColor(COLOURS[tone]);
    doc.stroke().strokeOpacity(1);
  }
  doc.circle(x(value), middle, 2).fillColor(COLOURS[tone]).fill();
}

function upright(doc: PDFKit.PDFDocument, x: number, top: number, colour: string): void {
  doc
    .moveTo(x, top)
    .lineTo(x, top + HEIGHT)
    .lineWidth(0.7)
    .strokeColor(colour)
    .stroke();
}
