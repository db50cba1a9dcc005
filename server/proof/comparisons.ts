import { prevalenceOnlyAuc } from '@/server/stats/prevalenceOnlyAuc';
import { figureText, shareText } from './figureText';
import type { Comparison, RealData, ViewRow } from './proofReport';

/** Test images of the article's joint model, and their prevalences (SCIENCE §1.1). */
const ARTICLE = [
  { images: 22_062, prevalence: 0.012 },
  { images: 8_388, prevalence: 0.342 },
];

/** Mean outside share of an arm's maps, and that of the area. */
export type MapShare = { arm: string; share: number | null; area: number | null };

/** What the article says in words (Zech et al. 2018), beside what the real data say here. */
export function comparisonsOf(
  { chexnet, nih14, percentiles }: Omit<RealData, 'comparisons' | 'skipped'>,
  phantoms: readonly MapShare[],
): Comparison[] {
  const rowOf = (finding: string): ViewRow | undefined => chexnet?.rows.find((row) => row.finding === finding);
  return [
    ...identified(rowOf('Edema')),
    ...confounded(rowOf('Pneumonia'), rowOf('Pneumothorax')),
    ...ranks(percentiles),
    sorted(),
    generalised(),
    ...looked(nih14, phantoms),
  ];
}

function identified(edema: ViewRow | undefined): Comparison[] {
  if (edema === undefined) return [];
  const { value, low, high } = edema.auc;
  return [
    {
      article:
        'Networks told the hospital and the department within it, where portable machines stand, from the image.',
      found: `One hospital’s predictions know no other, but its view stands for the portable machine: among images without edema the score for edema tells AP from PA with AUC ${figureText(value, 'auc')} (${figureText(low, 'auc')} to ${figureText(high, 'auc')}), and edema is ${shareText(edema.prevalenceAp)} of AP and ${shareText(edema.prevalencePa)} of PA.`,
      agrees: value !== null && value >= 0.75 && edema.verdict === 'follows' ? 'agrees' : 'differs',
    },
  ];
}

function confounded(pneumonia: ViewRow | undefined, pneumothorax: ViewRow | undefined): Comparison[] {
  if (pneumonia === undefined || pneumothorax === undefined) return [];
  const [one, other] = [pneumonia.auc.value ?? 0.5, pneumothorax.auc.value ?? 0.5];
  return [
    {
      article: 'A pneumonia model may owe its accuracy to the acquisition rather than to the disease.',
      found: `Within one hospital it owes little: AUC of the pneumonia score for AP among images without pneumonia is ${figureText(one, 'auc')}, of the pneumothorax score ${figureText(other, 'auc')}; adjusting for the view takes pneumonia from ${figureText(pneumonia.pooled.value, 'auc')} to ${figureText(pneumonia.adjusted.value, 'auc')}.`,
      agrees: one >= 0.75 ? 'agrees' : one >= 0.6 ? 'partly' : 'differs',
    },
  ];
}

function ranks(percentiles: RealData['percentiles']): Comparison[] {
  if (percentiles.length === 0) return [];
  const found = percentiles.map(
    ({ probability, found: rank }) => `${shareText(probability)} → ${figureText(rank, 'percentile')}`,
  );
  return [
    {
      article: 'A predicted 5 % is at the 97.5th percentile, 2.4 % at the 88th.',
      found: `${found.join(', ')}, in the predictions of a reproduction, not of the article’s own model.`,
      agrees: 'agrees',
    },
  ];
}

function sorted(): Comparison {
  const sites = ARTICLE.map(({ images, prevalence }) => {
    const positives = Math.round(images * prevalence);
    return { positives, negatives: images - positives };
  });
  const auc = prevalenceOnlyAuc(sites);
  return {
    article: 'Sorting images by hospital alone gives an AUC of .861.',
    found: `${figureText(auc, 'auc')} in closed form from its rounded prevalences; the exact counts are not in the article’s tables as read here.`,
    agrees: auc !== null && Math.abs(auc - 0.861) <= 0.005 ? 'agrees' : 'differs',
  };
}

const generalised = (): Comparison => ({
  article: 'Internal exceeded external performance in 3 of 5 comparisons.',
  found: 'The real data here are of one hospital.',
  agrees: 'not told',
});

function looked(nih14: RealData['nih14'], phantoms: readonly MapShare[]): Comparison[] {
  if (nih14 === null) return [];
  const told = nih14.outside.filter(({ finding, share }) => finding === 'Pneumonia' && share.value !== null);
  const above = told.filter(({ share, area }) => (share.low ?? 0) > (area ?? 1));
  const found = told.map(
    ({ view, n, share, area }) =>
      `${view} ${figureText(share.value, 'share')} (${figureText(share.low, 'share')} to ${figureText(share.high, 'share')}, n ${n}) where the area is ${figureText(area, 'share')}`,
  );
  return [
    {
      article: 'Maps showed a network that decided by a lead token in the corner of the image.',
      found: `Mean outside share of nih14’s pneumonia maps: ${found.join('; ')}.${phantomText(phantoms)}`,
      agrees: above.length > 0 ? 'agrees' : 'differs',
    },
  ];
}

function phantomText(phantoms: readonly MapShare[]): string {
  const told = phantoms.filter(({ share }) => share !== null);
  if (told.length === 0) return '';
  const each = told.map(
    ({ arm, share, area }) => `${arm} ${figureText(share, 'share')} (area ${figureText(area, 'share')})`,
  );
  return ` On the phantoms, first seed, maps of images with pneumonia: ${each.join(', ')}.`;
}
