import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anatomyCoverage } from '@/server/audit/anatomyCoverage';
import { outsideShares } from '@/server/audit/outsideShares';
import { splitLungs } from '@/server/audit/splitLungs';
import { decodeImage } from '@/server/image/decode';
import { type Classification, openClassifier } from '@/server/inference/classifier';
import { type ClassifierManifest, classifierManifest } from '@/server/model/manifest';
import { aucFigures } from '@/server/queries/aucSummary';
import { meanInterval } from '@/server/stats/meanInterval';
import { aucOf } from './armEvidence';
import { csvTable, type Row } from './csvTable';
import type { RealData } from './proofReport';
import { estimateOf, realCase, viewRows } from './viewRows';

const FINDINGS =
  'Atelectasis Cardiomegaly Effusion Infiltration Mass Nodule Pneumonia Pneumothorax Consolidation Edema Emphysema Fibrosis Pleural_Thickening Hernia'.split(
    ' ',
  );

/** Findings whose maps are told: read from the lungs, and of interest beside the article. */
const MAPPED = ['Pneumonia', 'Edema', 'Consolidation', 'Effusion'];

const MANIFEST: ClassifierManifest = classifierManifest.parse({
  name: 'nih14',
  version: '1',
  kind: 'classifier',
  input: { name: 'input', size: [224, 224], channels: 3, resize: 'area', range: [-1, 1] },
  output: { name: 'probs', activation: 'sigmoid' },
  findings: FINDINGS.map((name) => ({ name, anatomy: ['lungs'] })),
  trainedOn: ['NIH'],
});

type Share = { finding: string; view: string; share: number; area: number };

/** The small real model on the real images. `onImages` is told how many are done. */
export async function nih14(folder: string, onImages: (count: number) => void): Promise<RealData['nih14']> {
  const images = join(folder, 'images/dev');
  const rows = csvTable(readFileSync(join(images, 'metadata.csv'), 'utf8'));
  const bytes = readFileSync(join(folder, 'models/nih14_mobilenetv2_224.onnx'));
  const { logits, shares } = await classifyAll(bytes, images, rows, onImages);
  const findings = FINDINGS.map((finding, channel) => ({
    finding,
    cases: rows.map((row, i) =>
      realCase(row, i, logits[i]?.[channel] ?? Number.NaN, row[`label_${finding}`] === '1' ? 1 : 0),
    ),
  }));
  const unseen = new Set(rows.flatMap((row, i) => (row.in_classifier_training === '0' ? [i] : [])));
  return {
    images: rows.length,
    unseen: unseen.size,
    rows: viewRows(findings, { unseen: false }),
    aucUnseen: findings.map(({ finding, cases }) => {
      const own = cases.filter(({ index }) => unseen.has(index));
      const positives = own.filter(({ truth }) => truth === 1).length;
      return { finding, positives, auc: estimateOf(aucFigures(aucOf(own))) };
    }),
    outside: MAPPED.flatMap((finding) => ['AP', 'PA'].map((view) => meanShares(shares, finding, view))),
  };
}

/** Logits of every image, and the shares of its maps. */
async function classifyAll(
  bytes: Uint8Array,
  folder: string,
  rows: readonly Row[],
  onImages: (count: number) => void,
): Promise<{ logits: Float32Array[]; shares: Share[] }> {
  const classifier = await openClassifier(bytes, MANIFEST, { threads: 2 });
  const [logits, shares]: [Float32Array[], Share[]] = [[], []];
  try {
    for (const row of rows) {
      const answer = await classifier.classify(await decodeImage(readFileSync(join(folder, row.file ?? ''))));
      logits.push(answer.logits);
      shares.push(...(await sharesOf(row, join(folder, row.mask_file ?? ''), answer)));
      if (logits.length % 20 === 0) onImages(20);
    }
  } finally {
    await classifier.dispose();
  }
  return { logits, shares };
}

/** Of the maps of one image, with its delivered mask of the lungs; none where that is implausible. */
async function sharesOf(row: Row, mask: string, { cams }: Classification): Promise<Share[]> {
  if (cams === null) return [];
  const { height, width, pixels } = await decodeImage(readFileSync(mask));
  const lungs = splitLungs({ height, width, data: Uint8Array.from(pixels, (value) => (value > 127 ? 1 : 0)) });
  if (lungs.left === null || lungs.right === null) return [];
  const masks = { 'lung-left': lungs.left, 'lung-right': lungs.right };
  const coverage = anatomyCoverage(masks, ['lungs'], cams.height, cams.width);
  if (typeof coverage === 'string') return [];
  const cells = cams.height * cams.width;
  return MAPPED.flatMap((finding) => {
    const channel = FINDINGS.indexOf(finding);
    const map = { ...cams, values: cams.values.slice(channel * cells, (channel + 1) * cells) };
    const { outsideShare, areaOutside } = outsideShares(map, coverage.dilated);
    return outsideShare === null ? [] : [{ finding, view: row.view ?? '', share: outsideShare, area: areaOutside }];
  });
}

function meanShares(shares: readonly Share[], finding: string, view: string) {
  const own = shares.filter((one) => one.finding === finding && one.view === view);
  const sum = (of: (one: Share) => number): number => own.reduce((all, one) => all + of(one), 0);
  const { mean, low, high } = meanInterval(
    own.length,
    sum(({ share }) => share),
    sum(({ share }) => share ** 2),
  );
  const area = own.length === 0 ? null : sum((one) => one.area) / own.length;
  return { finding, view, n: own.length, share: { value: mean, low, high }, area };
}
