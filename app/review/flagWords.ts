import { fixed, NBSP, plural, signed } from '@/app/format/number';
import { percent, probability } from '@/app/format/share';
import type { FlagFigures } from '@/server/review/decideFlag';
import type { FlagCondition, FlagKind } from '@/server/review/flagRule';

export const KIND_WORDS: Record<FlagKind, string> = {
  'outside-above-null': 'Evidence outside, above chance',
  'high-score-little-inside': 'High score, little evidence inside',
  'edit-effect': 'An edit moves the score',
  'version-disagreement': 'Versions disagree',
  'negative-on-lesion': 'Evidence against on the lesion',
  'mask-quality': 'Masks that cannot be right',
};

/** The figure that raised a flag and its limit: "62 %, limit 50 %". */
export function flagFigureWords({ figure, limit, unit, what }: FlagFigures): string {
  if (unit === 'faults') return what.length === 0 ? 'found' : what.join(', ').replaceAll('_', ' ');
  const text = (value: number): string => {
    if (unit === 'share') return percent(value);
    if (unit === 'probability') return probability(value);
    return unit === 'logits' ? `${signed(value, 2)}${NBSP}logits` : `${fixed(value, 0)} points`;
  };
  return `${text(figure)}, limit ${text(limit)}${what.length === 0 ? '' : ` (${what.join(', ')})`}`;
}

/** What a rule asks, in one sentence. */
export function conditionWords(condition: FlagCondition): string {
  switch (condition.kind) {
    case 'outside-above-null': {
      const { percentile, least, onlyPositive } = condition.parameters;
      return `Outside share above the ${fixed(percentile, 0)}th percentile of chance and above ${percent(least)}${positive(onlyPositive)}`;
    }
    case 'high-score-little-inside':
      return `At or above the threshold with at most ${signed(condition.parameters.most, 1)} logits from inside the anatomy`;
    case 'edit-effect':
      return `Erasing the marker moves the logit by ${fixed(condition.parameters.least, 1)} or more than the sham does${positive(condition.parameters.onlyPositive)}`;
    case 'version-disagreement': {
      const { opposite, points } = condition.parameters;
      const parts = [
        opposite ? 'another version decides otherwise' : null,
        points === null ? null : `its percentile is ${fixed(points, 0)} points away`,
      ];
      return sentence(parts.filter((part) => part !== null).join(', or '));
    }
    case 'negative-on-lesion':
      return 'Most of the evidence on a marked lesion speaks against its finding';
    case 'mask-quality': {
      const { issues, onlyPositive } = condition.parameters;
      const which = issues === null ? 'any fault of the masks' : `${plural(issues.length, 'fault')} of the masks`;
      return sentence(`${which}${positive(onlyPositive)}`);
    }
  }
}

const positive = (only: boolean): string => (only ? ', where the model says present' : '');
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
