import { figureText, shareText } from './figureText';
import { table } from './markdown';
import type { ProofReport, ViewRow } from './proofReport';
import { VERDICT_WORDS } from './verdicts';

type Estimate = ViewRow['auc'];

const estimate = ({ value, low, high }: Estimate): string =>
  value === null ? '–' : `${figureText(value, 'auc')} (${figureText(low, 'auc')} to ${figureText(high, 'auc')})`;

const VIEW_HEAD = [
  'finding',
  'positives',
  'AP',
  'PA',
  'AUC',
  'adjusted for the view',
  'AUC(AP | no finding)',
  'η²',
  'verdict',
];

/** Without AUCs for the finding where none may be told. */
function viewTable(rows: readonly ViewRow[]): string {
  const told = rows.some(({ pooled }) => pooled.value !== null);
  const kept = (cells: string[]): string[] => (told ? cells : cells.filter((_, i) => i !== 4 && i !== 5));
  const lines = rows.map((row) => kept(cellsOf(row)));
  return table(kept(VIEW_HEAD), lines);
}

const cellsOf = (row: ViewRow): string[] => [
  row.finding.replaceAll('_', ' '),
  String(row.positives),
  shareText(row.prevalenceAp),
  shareText(row.prevalencePa),
  figureText(row.pooled.value, 'auc'),
  figureText(row.adjusted.value, 'auc'),
  estimate(row.auc),
  figureText(row.etaSquared, 'share'),
  VERDICT_WORDS[row.verdict] ?? row.verdict,
];

/** Real predictions and images, and the article. */
export function realSections({ real }: ProofReport): string[] {
  const { skipped, chexnet, nih14, comparisons } = real;
  if (skipped !== null) return ['## Real data', `Not run: ${skipped}.`];
  return ['## Real data', ...chexnetPart(chexnet), ...nih14Part(nih14), ...articlePart(comparisons)];
}

function chexnetPart(chexnet: ProofReport['real']['chexnet']): string[] {
  if (chexnet === null) return [];
  return [
    '### A published CheXNet reproduction, by view',
    `${chexnet.images.toLocaleString('en')} predictions on NIH test images. The view stands for the portable machine. There is no model to edit images for, so that no verdict can be *relies*. Images are treated as independent.`,
    viewTable(chexnet.rows),
  ];
}

function nih14Part(nih14: ProofReport['real']['nih14']): string[] {
  if (nih14 === null) return [];
  return [
    '### A small real model on real images',
    `nih14 on ${nih14.images} images, of which ${nih14.unseen} were not in its training. By view over all of them: under 100 images without the finding in AP are too few for a verdict, and of images that it was trained on no AUC is told.`,
    viewTable(nih14.rows),
    `AUC for the finding on the ${nih14.unseen} unseen images alone:`,
    table(
      ['finding', 'positives', 'AUC'],
      nih14.aucUnseen.map(({ finding, positives, auc }) => [
        finding.replaceAll('_', ' '),
        String(positives),
        estimate(auc),
      ]),
    ),
    'Mean outside share of the maps (lungs dilated by half a cell), beside the share of the area that lies there:',
    table(
      ['finding', 'view', 'maps', 'outside share', 'area'],
      nih14.outside.map(({ finding, view, n, share, area }) => [
        finding,
        view,
        String(n),
        estimate(share),
        figureText(area, 'share'),
      ]),
    ),
  ];
}

function articlePart(comparisons: ProofReport['real']['comparisons']): string[] {
  return [
    '### Beside the article',
    'What Zech et al. 2018 (doi:10.1371/journal.pmed.1002683) say in words, and what is found here.',
    table(
      ['the article', 'here', ''],
      comparisons.map(({ article, found, agrees }) => [article, found, agrees]),
    ),
  ];
}
