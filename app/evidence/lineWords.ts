import { aucNumber } from '@/app/chart/aucText';
import { signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import type { DefinitionName } from '@/app/panel/definitions';
import { aucChange } from '@/app/strata/aucThree';
import type { EvidenceLine, EvidenceTest, LineGrade } from '@/server/evidence/evidenceLine';
import type { EvidenceThresholds } from '@/server/evidence/verdict';
import { strataWords, variableWord } from './strataOf';

/** The definition behind each line's name. */
export const LINE_DEFINITIONS: Record<EvidenceTest, DefinitionName> = {
  negatives: 'lineNegatives',
  swap: 'lineSwap',
  erase: 'lineErase',
  gain: 'lineGain',
  lift: 'lineLift',
  external: 'lineExternal',
  frame: 'lineFrame',
  outside: 'outsideShare',
  probe: 'lineProbe',
};

/** What a line tests, and of what: the first is its name, the second stands under it. */
export function lineWords(line: EvidenceLine, finding: string): { name: string; under: string } {
  const pair = strataWords(line);
  const of = variableWord(line.by);
  const versus = pair === null ? of : `${pair[0]} against ${pair[1]}`;
  switch (line.test) {
    case 'negatives':
      return {
        name: pair === null ? `Score and ${of}` : `Score tells ${pair[0]} from ${pair[1]}`,
        under: `${of}${line.by === 'site' ? '' : ' within sites'}, without ${findingName(finding)}`,
      };
    case 'swap':
      return { name: `Marker and frame of another ${of}`, under: `less those of the same ${of}` };
    case 'erase':
      return { name: 'Marker erased', under: `${versus}, less a sham elsewhere` };
    case 'gain':
      return { name: 'AUC without the marker', under: 'less AUC of the same images as they came' };
    case 'lift':
      return { name: `What the ${of} lends to the AUC`, under: 'pooled less like with like' };
    case 'external':
      return { name: 'AUC at home less elsewhere', under: 'sites it was trained on, and others' };
    case 'frame':
      return { name: 'Frame erased', under: `${versus === of ? 'no picture looks so' : versus}; never decisive` };
    case 'outside':
      return {
        name: 'Evidence outside the anatomy',
        under: 'positive evidence of the cases that it calls positive; the line is chance',
      };
    case 'probe':
      return { name: `Features tell the ${of}`, under: 'capability, not use' };
  }
}

/** A line that cannot be told, within a sentence: "department", "marker erased by site". */
export function missingName(line: EvidenceLine, finding: string): string {
  const of = variableWord(line.by);
  if (line.test === 'negatives') return of;
  if (line.test === 'lift') return `lift by ${of}`;
  const { name } = lineWords(line, finding);
  const inside = name.startsWith('AUC') ? name : name.charAt(0).toLowerCase() + name.slice(1);
  return line.test === 'erase' ? `${inside} by ${of}` : inside;
}

/** An effect with its sign where 0 is nothing: ".82", "+0.94", "+.066", "62 %". */
export function effectText(unit: EvidenceLine['unit'], value: number): string {
  if (unit === 'auc') return aucNumber(value);
  if (unit === 'auc-difference') return aucChange(value);
  return unit === 'share' ? percent(value) : signed(value, 2);
}

/** The ends of an effect's interval; null without one. */
export function endsText({ unit, low, high }: EvidenceLine): string | null {
  return low === null || high === null ? null : `${effectText(unit, low)} to ${effectText(unit, high)}`;
}

/** Why a line has no effect. */
export const REASON_WORDS: Record<NonNullable<EvidenceLine['reason']>, string> = {
  few_cases: 'too few cases',
  few_pairs: 'too few edits',
  one_stratum: 'nothing to compare',
  no_labels: 'no labels',
  no_edits: 'no edits yet',
  no_maps: 'no maps',
  not_trained_on: 'no cases from both where it was trained and elsewhere',
  no_gradient: 'as frequent in both',
};

const DECIDES: Record<NonNullable<LineGrade>, string> = {
  red: 'past the strong limit',
  amber: 'past the weak limit',
  none: 'below the limits',
  few: 'too few cases',
};

/** What a line says against its limits, in words; null where it is not graded. */
export function standing(line: EvidenceLine, { silentSd, confirmSd }: EvidenceThresholds): string | null {
  const { effect, low, grade, role, test } = line;
  if (grade === null || effect === null) return null;
  if (grade === 'few') return role === 'confirms' ? 'too few edits' : DECIDES.few;
  if (test === 'negatives') {
    const word = DECIDES[grade];
    return grade !== 'none' && line.direction !== 'along' ? `${word}, ${NOT_ALONG[line.direction]}` : word;
  }
  if (line.unit !== 'sd') return grade === 'none' ? 'no clear effect' : 'clear effect';
  if (effect >= confirmSd && low !== null && low > 0) return 'confirms';
  if (Math.abs(effect) <= silentSd) return 'silent';
  return effect < 0 ? 'opposite way' : 'below the limit';
}

const NOT_ALONG = { against: 'against the prevalence', none: 'no clear difference in prevalence' } as const;
