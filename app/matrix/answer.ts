import { plural } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import type { Overview, OverviewFinding, OverviewModel } from '@/server/queries/overview';
import { findingName } from './findingName';
import { siteAnswer } from './siteAnswer';

/** The page's first sentence and the line that qualifies it. */
export type Answer = { headline: string; detail: string };

/** Under this many maps a mean outside share is not put into a sentence (SCIENCE §4.1, item 6). */
export const MIN_MAPS = 50;

type Line = { model: OverviewModel; finding: OverviewFinding; excess: number };

export { findingName } from './findingName';

/** Findings of enough maps whose interval lies wholly above chance, largest difference first. */
export function aboveChance(models: OverviewModel[]): Line[] {
  return models
    .flatMap((model) => model.findings.map((finding) => ({ model, finding })))
    .flatMap(({ model, finding }) => {
      const { n, mean, low, areaOutside } = finding.outsideShare;
      if (n < MIN_MAPS || mean === null || low === null || areaOutside === null || low <= areaOutside) return [];
      return [{ model, finding, excess: mean - areaOutside }];
    })
    .toSorted((a, b) => b.excess - a.excess);
}

/**
 * Says what the matrix shows, never more. A graded site effect comes first, since statistics decide; without one, which
 * finding's evidence lies furthest above chance outside its anatomy: each mean share's 95 % interval against the mean
 * area of the same maps, no verdict.
 */
export function answer(overview: Overview): Answer {
  const { models, counts } = overview;
  const read = counts.instances - counts.pending - counts.failed - counts.notScored;
  if (read <= 0)
    return {
      headline: `${plural(models.length, 'model is', 'models are')} registered. No case has been read yet.`,
      detail: waiting(overview),
    };
  if (models.length === 0)
    return {
      headline: 'No version is live.',
      detail: `${plural(read, 'case was', 'cases were')} read; the numbers are on the pages of the versions that read them.`,
    };
  const { graded, clause } = siteAnswer(models);
  if (graded !== null) return graded;
  const maps = mapAnswer(models, read);
  return { ...maps, detail: [maps.detail, clause].filter(Boolean).join(' ') };
}

/** The sentence of the maps. */
function mapAnswer(models: OverviewModel[], read: number): Answer {
  const opening = `${plural(models.length, 'model has', 'models have')} read ${plural(read, 'case')}.`;
  const defined = models.flatMap((m) => m.findings).filter((f) => f.outsideShare.n >= MIN_MAPS);
  if (defined.length === 0)
    return {
      headline: opening,
      detail: `No finding has ${MIN_MAPS} maps with a mask yet; the table shows each mean with its interval so far.`,
    };
  const [first, ...others] = aboveChance(models);
  const rule = `95 % intervals of ${plural(defined.length, 'finding')}, one by one, over all images, low scores included. Maps show where evidence lies; they decide nothing on their own.`;
  if (first === undefined) {
    return {
      headline: `${opening} No finding’s 95 % interval lies above chance.`,
      detail: rule,
    };
  }
  const { mean, low, high, areaOutside, n } = first.finding.outsideShare;
  const where = models.length > 1 ? ` (${first.model.name}@${first.model.version})` : '';
  const value = `${percent(mean ?? 0)}, chance ${percent(areaOutside ?? 0)}`;
  const also =
    others.length === 0
      ? 'It is the only finding above chance.'
      : `${plural(others.length, 'more finding lies', 'more findings lie')} above chance.`;
  return {
    headline: `${opening} ${findingName(first.finding.finding)}’s evidence${where} lies furthest above chance outside its anatomy: ${value}.`,
    detail: `${interval(low, high) ?? ''} over ${plural(n, 'map')}. ${also} ${rule}`,
  };
}

function waiting({ counts }: Overview): string {
  if (counts.pending > 0) return `${plural(counts.pending, 'case is', 'cases are')} waiting to be read.`;
  if (counts.failed + counts.notScored > 0) {
    return `${plural(counts.failed, 'case')} failed and ${plural(counts.notScored, 'case was', 'cases were')} stored without being scored.`;
  }
  return 'Upload a radiograph, or post one to the API.';
}
