import type { ReportContent } from '@/server/reports/content/reportContent';
import { contentHash } from '@/server/reports/contentHash';
import { reportDocument } from '@/server/reports/document/reportDocument';
import { drawSection, drawTitle } from './drawBlocks';
import { openSheet, PAGE, type Setting, type Sheet, setText } from './sheet';

/** A report as a tagged PDF, A4, each page with title, period, content hash and its number. Of the same content the same bytes. */
export async function renderReportPdf(content: ReportContent): Promise<Buffer> {
  const hash = contentHash(content);
  const { title, subtitle, running, sections } = reportDocument(content, hash);
  const sheet = openSheet(title, new Date(content.asOf));
  const { doc } = sheet;
  const parts: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
  const root = doc.struct('Document', { title });
  doc.addStructure(root);
  drawTitle(sheet, root, title, subtitle);
  for (const section of sections) drawSection(sheet, root, section);
  root.end();
  numberPages(sheet, running, hash);
  doc.end();
  return whole;
}

const RUNNING: Setting = { size: 7, weight: '400', ink: 'faint', width: 420 };
const NUMBER: Setting = { size: 7, weight: '400', ink: 'faint', width: 80, align: 'right' };

/** Head and foot of every page, which assistive technology skips. */
function numberPages({ doc }: Sheet, running: string, hash: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    doc.markContent('Artifact', { type: 'Pagination' });
    setText(doc, running, PAGE.left, 30, RUNNING);
    setText(doc, `Page ${page - start + 1} of ${count}`, PAGE.right - NUMBER.width, 30, NUMBER);
    setText(doc, `Content SHA-256 ${hash}`, PAGE.left, 808, RUNNING);
    setText(doc, 'Sightline', PAGE.right - NUMBER.width, 808, NUMBER);
    doc.endMarkedContent();
  }
}
