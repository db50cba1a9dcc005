/** Zones that a segment of a DICOM SEG may be. */
export type SegmentZone = 'lungs' | 'lung-left' | 'lung-right' | 'heart' | 'mediastinum' | 'abdomen';

/** What is told of a segment: Segmented Property Type code, codes of its modifiers, and its label or code meaning. */
export type SegmentName = { code: string; modifiers: readonly string[]; words: string };

/** Property types by SNOMED CT code and by the older SRT code (PS3.16 CID 7151, 7166 and annex L). */
const CODES: Record<string, SegmentZone> = {
  '39607008': 'lungs',
  'T-28000': 'lungs',
  '44029006': 'lung-left',
  'T-28500': 'lung-left',
  '3341006': 'lung-right',
  'T-28100': 'lung-right',
  '80891009': 'heart',
  'T-32000': 'heart',
  '72410000': 'mediastinum',
  'T-D3300': 'mediastinum',
  '113345001': 'abdomen',
  '818981001': 'abdomen',
  'T-D4000': 'abdomen',
};

/** Laterality by SNOMED CT and SRT code (PS3.16 CID 244). */
const SIDES: Record<string, 'lung-left' | 'lung-right'> = {
  '7771000': 'lung-left',
  'G-A101': 'lung-left',
  '24028007': 'lung-right',
  'G-A100': 'lung-right',
};

/** The zone of a segment by its code, else by its words; null for one that is no zone of ours, a lobe among them. */
export function segmentZone({ code, modifiers, words }: SegmentName): SegmentZone | null {
  const zone = CODES[code] ?? zoneByWords(words);
  if (zone !== 'lungs') return zone;
  const side = modifiers.map((modifier) => SIDES[modifier]).find((known) => known !== undefined);
  return side ?? sideByWords(words) ?? zone;
}

function zoneByWords(words: string): SegmentZone | null {
  const text = words.toLowerCase();
  if (/\blobe\b|nodule|lesion|opacity|effusion|vessel|hil/.test(text)) return null;
  if (/(^|[^a-z])lungs?([^a-z]|$)/.test(text)) return sideByWords(text) ?? 'lungs';
  const found = (['heart', 'mediastinum', 'abdomen'] as const).find((zone) => new RegExp(`\\b${zone}\\b`).test(text));
  return found ?? null;
}

function sideByWords(words: string): 'lung-left' | 'lung-right' | null {
  const isLeft = /\bleft\b|_l$|\bl\b/i.test(words);
  const isRight = /\bright\b|_r$|\br\b/i.test(words);
  if (isLeft === isRight) return null;
  return isLeft ? 'lung-left' : 'lung-right';
}
