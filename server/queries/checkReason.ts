import type { CheckFigures } from '@/server/analysis/mapQualityAnswers';

/** What the randomisation check says of a method, in one sentence. */
export function checkReason({
  reason,
  curve,
  images,
  shift,
}: Pick<CheckFigures, 'reason' | 'curve' | 'images' | 'shift'>) {
  const likeness = curve.filter(({ arm }) => arm === 'cascade').at(-1)?.likeness?.value;
  const alike = likeness === undefined ? '' : ` (|ρ| ${likeness.toFixed(2)})`;
  switch (reason) {
    case null:
      return `Its maps change when the weights are permuted${alike}.`;
    case 'alike':
      return `Its maps stay too alike when the weights are permuted${alike}: they hang too little on what was learned.`;
    case 'head-alike':
      return 'Its maps stay too alike when the head is permuted: they hang too little on what a finding is read from.';
    case 'unmoved':
      return `The outside share is the same with permuted weights (p ${shift?.p.toFixed(2) ?? 'not told'}).`;
    case 'few-images':
      return `Only ${images} images could be read: too few to tell.`;
    case 'no-shares':
      return 'Its maps change, but without masks the outside share cannot be told.';
    case 'no-maps':
      return 'With permuted weights most maps are flat or run away, so that nothing can be compared.';
    case 'quantised':
      return 'The model is quantised: its weights cannot be permuted.';
  }
}
