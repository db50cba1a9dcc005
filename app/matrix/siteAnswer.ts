import { aucEnds, aucNumber, gapEnds, gapNumber } from '@/app/chart/aucText';
import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { GRADIENT_WORDS } from '@/app/siteEffect/words';
import type { AucFigures } from '@/server/queries/aucSummary';
import type { OverviewFinding, OverviewModel, SiteEffect } from '@/server/queries/overview';
import { MIN_NEGATIVES } from '@/server/queries/siteEffectLimits';
import { worstFinding } from '@/server/queries/worstFinding';
import type { Answer } from './answer';
import { findingName } from './findingName';

type Line = OverviewFinding & { model: OverviewModel };

/** What the site effects say: a sentence for the top of the page when one is graded, else a clause for its second line. */
export type SiteAnswer = { graded: Answer | null; clause: string };

export function siteAnswer(models: OverviewModel[]): SiteAnswer {
  const lines = models.flatMap((model) => model.findings.map((finding): Line => ({ ...finding, model })));
  const worst = worstFinding(lines);
  const effect = worst?.siteEffect.worst;
  if (worst === undefined || !effect) return { graded: null, clause: withoutEffect(lines) };
  const waiting = lines.filter(({ siteEffect }) => siteEffect.worst?.grade === 'few');
  if (effect.grade === 'few' || (effect.grade === 'below' && waiting.length > 0))
    return { graded: null, clause: tooFew(waiting) };
  if (effect.grade === 'below') return { graded: null, clause: below(worst, effect, models) };
  const headline = effect.grade === 'shift' ? shifted(worst, effect, models) : following(worst, effect, models);
  return { graded: { headline, detail: grounds(worst, effect, models) }, clause: '' };
}

/** What is still missing before the scores of these findings can be graded: the smaller site decides. */
function tooFew(waiting: Line[]): string {
  const names = [...new Set(waiting.map(({ finding }) => disease(finding)))];
  const smaller = waiting.map(({ siteEffect: { worst } }) =>
    Math.min(worst?.negatives.n ?? 0, worst?.negatives.referenceN ?? 0),
  );
  return `Too few cases yet to say whether a score for ${names.slice(0, 3).join(', ')} follows the hospital: each of two sites needs ${MIN_NEGATIVES} without the finding, the smaller has ${count(Math.min(...smaller))}.`;
}

function withoutEffect(lines: Line[]): string {
  const labelled = lines.filter(({ siteEffect }) => siteEffect.none !== 'no_truths');
  if (labelled.length === 0) return 'No labels have come yet, so neither accuracy nor a site effect can be measured.';
  if (labelled.every(({ siteEffect }) => siteEffect.none === 'one_site')) return 'One site: no site effect to measure.';
  if (labelled.some(({ siteEffect }) => siteEffect.none === 'being_recounted'))
    return 'Scores of older cases are being counted; site effects follow.';
  return 'Too few cases without the finding at two sites to measure a site effect.';
}

/** A model by its name, with its version where two have the same. */
function modelName(model: OverviewModel, models: OverviewModel[]): string {
  const twins = models.filter(({ name }) => name === model.name).length > 1;
  return twins ? `${model.name}@${model.version}` : model.name;
}

/** A finding inside a sentence: "pneumonia", "pleural thickening"; abbreviations stay. */
const disease = (finding: string): string =>
  findingName(finding)
    .split(' ')
    .map((word) => (word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(' ');

/** As far from .5 as it is, on the upper side. */
const above = ({ value, low, high }: AucFigures): AucFigures & { value: number } => {
  const told = value ?? 0.5;
  if (told >= 0.5 || low === null || high === null) return { value: told, low, high, errorBound: null };
  return { value: 1 - told, low: 1 - high, high: 1 - low, errorBound: null };
};

const withInterval = ({ value, low, high }: AucFigures & { value: number }): string =>
  `AUC ${aucNumber(value)} (${aucEnds(low, high) ?? 'no interval'})`;

function following(line: Line, effect: SiteEffect, models: OverviewModel[]): string {
  const { stratum, reference, negatives, grade } = effect;
  const who = modelName(line.model, models);
  const does = grade === 'follows' ? 'follows the hospital' : 'is weakly associated with the hospital';
  return `${who} ${does}: in patients without ${disease(line.finding)} its score tells ${stratum} from ${reference} with ${withInterval(above(negatives.aucOfScore))}.${noHint(line, effect, models)}`;
}

function shifted(line: Line, { stratum, reference, negatives, gradient }: SiteEffect, models: OverviewModel[]): string {
  const auc = above(negatives.aucOfScore);
  const lower = (negatives.aucOfScore.value ?? 0.5) < 0.5;
  const why =
    gradient === 'against'
      ? 'against the prevalence, so not learned from it'
      : 'though the prevalences cannot be told apart';
  return `${modelName(line.model, models)} scores patients without ${disease(line.finding)} ${lower ? 'lower' : 'higher'} in ${stratum} than in ${reference}, ${withInterval(auc)}, ${why}: look at the scanner and recalibrate.`;
}

/** The effect of the same two sites in another model's finding. */
const sameSites = (finding: OverviewFinding, effect: SiteEffect): SiteEffect | undefined =>
  finding.siteEffect.effects.find(
    ({ stratum, reference }) => stratum === effect.stratum && reference === effect.reference,
  );

/** Other models' readings of the same finding at the same two sites. */
const rivalsOf = (line: Line, effect: SiteEffect, models: OverviewModel[]): Line[] =>
  models.flatMap((model) =>
    model === line.model
      ? []
      : model.findings
          .filter((other) => other.finding === line.finding && sameSites(other, effect) !== undefined)
          .map((other): Line => ({ ...other, model })),
  );

/** What does not give the effect away: a pooled AUC that is no worse than others’, an outside share within chance. */
function noHint(line: Line, effect: SiteEffect, models: OverviewModel[]): string {
  const { auc, outsideShare: share } = line;
  const rivals = rivalsOf(line, effect, models);
  const accurate =
    auc.value !== null && auc.value >= 0.7 && rivals.every((rival) => (auc.value ?? 0) >= (rival.auc.low ?? 0));
  const plain = share.mean !== null && share.low !== null && share.low <= (share.areaOutside ?? 0);
  const pooled = auc.value === null ? '' : `pooled AUC (${aucNumber(auc.value)})`;
  const outside =
    share.mean === null
      ? ''
      : `outside share (${percent(share.mean)}${share.areaOutside === null ? '' : `, chance ${percent(share.areaOutside)}`})`;
  if (accurate && plain) return ` Its ${pooled} and its ${outside} give no hint of it.`;
  if (accurate) return ` Its ${pooled} gives no hint of it.`;
  return plain ? ` Its ${outside} gives no hint of it.` : '';
}

/** The numbers behind the headline, and what they do not prove. */
function grounds(line: Line, effect: SiteEffect, models: OverviewModel[]): string {
  const { stratum, reference, negatives, prevalence, gradient } = effect;
  const gap = `Gap ${gapNumber(effect) ?? 'none'} logits (${gapEnds(effect) ?? 'no interval'}), ${GRADIENT_WORDS[gradient]}: ${percent(prevalence.stratum ?? 0)} in ${stratum}, ${percent(prevalence.reference ?? 0)} in ${reference}.`;
  const compared = rivalsOf(line, effect, models).flatMap((rival) => {
    const auc = sameSites(rival, effect)?.negatives.aucOfScore;
    if (auc === undefined || auc.value === null) return [];
    return [
      `${modelName(rival.model, models)} has ${aucNumber(auc.value)} (${aucEnds(auc.low, auc.high) ?? 'no interval'}).`,
    ];
  });
  const n = `n ${count(negatives.n)} and ${count(negatives.referenceN)} without it.`;
  return [
    gap,
    n,
    ...compared.slice(0, 2),
    'Case mix may be part of it; an edit of the image would have to confirm it.',
  ].join(' ');
}

function below(line: Line, effect: SiteEffect, models: OverviewModel[]): string {
  return `In patients without the finding no score tells the sites apart by AUC .60 or more; the nearest is ${disease(line.finding)} (${modelName(line.model, models)}), ${withInterval(above(effect.negatives.aucOfScore))}.`;
}
