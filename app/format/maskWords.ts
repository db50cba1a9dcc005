const FLAGS: Record<string, string> = {
  prior: 'average anatomy in the body box, not this patient’s',
  'phantom-trained': 'by the shipped segmenter, which has learnt from phantoms alone',
  coarse: 'bounding boxes, larger than the organs',
};

/** What to know of masks with a flag before the figures made with them; null without one. */
export const maskFlagWords = (flag: string | null): string | null =>
  flag === null ? null : (FLAGS[flag] ?? flag.replaceAll('-', ' '));

const ISSUES: Record<string, string> = {
  lung_missing: 'a lung is missing',
  lung_area: 'the lungs are under 12 % or over 60 % of the image',
  lung_ratio: 'one lung is more than 2.5 times the other',
  lungs_swapped: 'left and right lung are swapped',
  lung_position: 'the lungs are not where lungs are',
  lung_pieces: 'a lung is in pieces',
  heart_area: 'the heart is under 1 % or over 30 % of the image',
  heart_position: 'the heart is not between the lungs',
  heart_pieces: 'the heart is in pieces',
  outside_body: 'half of an organ is in the air around the body',
};

/** What is wrong with masks, in words; an unknown code is shown with spaces. */
export const maskIssueWords = (codes: readonly string[]): string =>
  codes.map((code) => ISSUES[code] ?? code.replaceAll('_', ' ')).join(', ');
