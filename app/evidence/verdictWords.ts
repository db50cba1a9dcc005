import { count, fixed, plural, signed } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import { outOfHundred } from '@/app/strata/strataAnswer';
import { capital } from '@/app/strata/variables';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import { explainVerdict, type VerdictReason } from '@/server/evidence/explainVerdict';
import type { EvidenceThresholds, EvidenceVerdict } from '@/server/evidence/verdict';
import { imagesHighFirst, strataWords, variableWord } from './strataOf';

/** What words are made of: one finding's verdict with its lines. `canEdit`: the version's file is here to run. */
export type VerdictFacts = {
  finding: string;
  verdict: EvidenceVerdict;
  lines: readonly EvidenceLine[];
  thresholds: EvidenceThresholds;
  canEdit: boolean;
};

/** The page's first sentence, the grounds of it, and what to do next. */
export type VerdictWords = { headline: string; grounds: string[]; next: string };

/** A verdict in words that need no statistics. Says what lines say, never more. */
export function verdictWords(facts: VerdictFacts): VerdictWords {
  const { verdict, lines } = facts;
  const decider = lines.find(({ id }) => id === verdict.decidedBy) ?? strongest(lines);
  const name = findingName(facts.finding);
  const of = variableWord(decider?.by ?? verdict.by);
  const told = decider === undefined ? [] : present([pairsSentence(decider, name)]);
  const tried = editSentences(facts);
  switch (verdict.grade) {
    case 'relies':
      return {
        headline: `${name} scores follow the ${of}, and changing the marker changes the score`,
        grounds: [...told, MORE_FREQUENT, ...tried],
        next: `Do not compare scores across ${of === 'site' ? 'sites' : `a ${of}`} or rely on them at a new one. Look at the edited cases, and show them to whoever trained the model.`,
      };
    case 'follows':
    case 'weak':
      return {
        headline: `${name} scores ${verdict.grade === 'weak' ? 'lean towards' : 'follow'} the ${of}${verdict.notLocalisable ? '; marker and frame do not explain it' : ''}`,
        grounds: [...told, MORE_FREQUENT, ...tried],
        next: `Judge it within one ${of}, not across. ${verdict.notLocalisable ? NOT_LOCALISABLE : EITHER}`,
      };
    case 'shift':
      return {
        headline: `${name} scores shift with the ${of}, but not along the disease`,
        grounds: [...told, shiftSentence(decider)],
        next: `Look at how images of that ${of} are made, and recalibrate. It was not learned from where the finding is frequent.`,
      };
    case 'below':
      return {
        headline: `No sign beyond the limits that ${name} scores follow how images are made`,
        grounds: [
          ...told,
          'That is under the limit set in advance. It is no proof that nothing is followed.',
          ...tried,
        ],
        next: 'Nothing to do now. The page counts on as cases come.',
      };
    case 'few':
      return {
        headline: `Too few cases to say what ${name} scores follow`,
        grounds: fewSentences(facts),
        next: FEW_NEXT,
      };
  }
}

const MORE_FREQUENT = 'The finding is more frequent there, which is how such a shortcut is learned.';
const EITHER =
  'Patients who truly differ can look the same as a shortcut; an edit of the image is what tells the two apart.';
const NOT_LOCALISABLE =
  'The cue is spread over the picture, or the patients truly differ: this page cannot tell the two apart.';
const FEW_NEXT = 'Send labels of cases without the finding from at least two strata; the verdict comes by itself.';

const present = (sentences: (string | null)[]): string[] => sentences.filter((one) => one !== null);

/** The line that decides and is furthest from no effect; the one with most cases where none has an effect. */
function strongest(lines: readonly EvidenceLine[]): EvidenceLine | undefined {
  const away = ({ effect }: EvidenceLine): number => (effect === null ? -1 : Math.abs(effect - 0.5));
  return lines.filter(({ role }) => role === 'decides').toSorted((a, b) => away(b) - away(a) || b.n - a.n)[0];
}

/** One effect as pairs of patients. */
function pairsSentence(line: EvidenceLine, name: string): string | null {
  const images = imagesHighFirst(line);
  const { effect, low, high, n } = line;
  if (images === null || effect === null) return null;
  const of = (share: number): string => outOfHundred(effect >= 0.5 ? share : 1 - share);
  const ends = effect >= 0.5 ? [low, high] : [high, low];
  const [from, to] = ends;
  const range = from == null || to == null ? '' : ` (95 % interval ${of(from)} to ${of(to)}; ${count(n)} cases)`;
  return `Among patients without ${name}, ${images[0]} score higher than ${images[1]} in ${of(effect)} of 100 pairs${range}; 50 is chance.`;
}

function shiftSentence(line: EvidenceLine | undefined): string {
  return line?.direction === 'against'
    ? 'The finding is less frequent where the healthy score higher, so prevalence cannot have taught it.'
    : 'The finding is about as frequent in both, so prevalence cannot have taught it.';
}

/** What edits of the deciding variable say, by the reasons of the rule. */
function editSentences(facts: VerdictFacts): string[] {
  const { verdict, lines, thresholds } = facts;
  return explainVerdict(verdict, lines, thresholds).flatMap(({ code, line }) => {
    const about = lines.find(({ id }) => id === line);
    return EDIT_SENTENCES[code]?.(about, facts) ?? [];
  });
}

type Sentence = (line: EvidenceLine | undefined, facts: VerdictFacts) => string;

const EDIT_SENTENCES: Partial<Record<VerdictReason['code'], Sentence>> = {
  edit_confirms: (line, { thresholds }) => (line === undefined ? '' : confirmedSentence(line, thresholds)),
  edits_silent: (line, { verdict, thresholds: { silentSd } }) =>
    `${verdict.notLocalisable ? 'Not localisable: exchanging' : 'Exchanging'} or erasing marker and frame in ${count(line?.n ?? 0)} pairs left the score where it was (within ${silentSd} standard deviations).`,
  nothing_to_edit: () => 'Most of these pictures show no marker and no frame, so there was nothing to change.',
  edits_weak: (line) =>
    `Edits of marker and frame do not confirm it: they moved the score by ${signed(line?.effect ?? 0, 2)} standard deviations at most.`,
  edits_few: (line, { thresholds: { minPairs } }) =>
    `${capital(plural(line?.n ?? 0, 'edited pair'))} so far; ${count(minPairs)} are needed before an edit counts.`,
  edits_none: (_, { canEdit }) =>
    canEdit ? 'No edit has tested it yet.' : 'No edit can test it: the model’s file is not here, only its scores.',
};

function confirmedSentence(line: EvidenceLine, { confirmSd }: EvidenceThresholds): string {
  const by = `${fixed(line.effect ?? 0, 2)} standard deviations`;
  const beyond = `past the ${confirmSd} set in advance (${count(line.n)} pairs)`;
  if (line.test === 'swap')
    return `Giving an image the marker and frame of the other site moved the score by ${by}, ${beyond}.`;
  const pair = strataWords(line);
  return `Erasing the marker took ${by} off the difference${pair === null ? '' : ` between ${pair[0]} and ${pair[1]}`}, ${beyond}.`;
}

/** What is there, and how much is needed. */
function fewSentences({ lines, thresholds: { minNegatives } }: VerdictFacts): string[] {
  const need = `A verdict needs ${count(minNegatives)} cases without the finding in each of two strata.`;
  const best = lines.filter(({ role }) => role === 'decides').toSorted((a, b) => b.n - a.n)[0];
  if (best === undefined) return [need, 'No variable with two strata is known yet.'];
  if (best.reason === 'no_labels') return [need, 'No labels have come for this finding.'];
  if (best.reason === 'one_stratum') return [need, 'All cases are of one kind: there is nothing to compare.'];
  const pair = strataWords(best);
  const where = pair === null ? `by ${variableWord(best.by)}` : `of ${pair[0]} and ${pair[1]} together`;
  return [
    need,
    best.n === 0
      ? 'There is nothing to compare yet.'
      : `So far there are ${count(best.n)} ${where}.`.replace('  ', ' '),
  ].map(capital);
}
