/** Of a Grad-CAM ensemble and of radiologists against radiologists; IoU on the test set, hit rate of the pointing game. */
export type Reference = { name: string; iou: number; low: number; high: number; humanIou: number; humanHit: number };

const row = (name: string, [iou, low, high]: [number, number, number], humanIou: number, humanHit: number) => ({
  ...{ name, iou, low, high, humanIou, humanHit },
});

/** CheXlocalize (Saporta et al., Nat Mach Intell 2022; 4:867), the development notebook, before the published table. */
const REFERENCES: Record<string, Reference> = {
  lesion: row('lung lesion', [0.027, 0.01, 0.047], 0.424, 0.855),
  pneumothorax: row('pneumothorax', [0.124, 0.047, 0.206], 0.393, 1),
  cardiomegaly: row('cardiomegaly', [0.275, 0.242, 0.307], 0.712, 0.972),
  edema: row('edema', [0.174, 0.139, 0.211], 0.307, 0.773),
  consolidation: row('consolidation', [0.087, 0.056, 0.123], 0.148, 0.513),
  effusion: row('pleural effusion', [0.158, 0.13, 0.188], 0.213, 0.719),
  opacity: row('airspace opacity', [0.193, 0.175, 0.211], 0.232, 0.56),
  atelectasis: row('atelectasis', [0.145, 0.126, 0.163], 0.122, 0.87),
};

/** Names of findings that are, or come nearest to, one of theirs. */
const NEAREST: Record<string, string> = {
  nodule: 'lesion',
  mass: 'lesion',
  pneumonia: 'opacity',
  infiltration: 'opacity',
};

/** The reference for a finding; null where nothing of theirs is near. */
export function referenceOf(finding: string): Reference | null {
  const words = finding.toLowerCase().split(/[^a-z]+/);
  for (const word of words) {
    const found = REFERENCES[NEAREST[word] ?? word];
    if (found !== undefined) return found;
  }
  return null;
}
