import { AucCell } from '@/app/chart/aucCell';
import { aucEnds, aucNumber, aucPlusMinus, effectLine, gapEnds, gapNumber } from '@/app/chart/aucText';
import { count } from '@/app/format/number';
import { PageLink } from '@/app/shell/pageLink';
import { Verdict } from '@/app/siteEffect/verdict';
import { NO_EFFECT_WORDS, SUPPRESSED_WORDS } from '@/app/siteEffect/words';
import type { AucSummary, OverviewFinding, OverviewModel, SiteEffect } from '@/server/queries/overview';
import { modelHref } from './hrefs';

/** AUC of the score for the finding, all sites together, over how many labelled cases. */
export function PooledAuc({ finding }: { finding: OverviewFinding }) {
  const { auc, positives, labelled } = finding;
  return (
    <td className="num value cell-auc" data-label="AUC (pooled)" data-tour="pooled-auc">
      {auc.value === null ? (
        <span className="faint" title={auc.suppressed === null ? undefined : SUPPRESSED_WORDS[auc.suppressed]}>
          {labelled === 0 ? 'no labels' : 'too few'}
        </span>
      ) : (
        <span title={aucTitle(auc)}>
          {aucNumber(auc.value)}
          <span className="pm">{aucPlusMinus(auc)}</span>
        </span>
      )}
      {labelled > 0 && (
        <span className="under" title={`${count(positives)} with the finding, ${count(labelled - positives)} without`}>
          {count(positives)} of {count(labelled)}
        </span>
      )}
    </td>
  );
}

const aucTitle = ({ low, high, errorBound }: AucSummary): string =>
  `95 % interval ${aucEnds(low, high) ?? 'none'}; from score histograms, at most ${(errorBound ?? 0).toFixed(4)} off`;

/** The site whose score differs most among healthy cases: word and sites, AUC and gap, and the drawing. */
export function SiteEffectCells({ model, finding }: { model: OverviewModel; finding: OverviewFinding }) {
  const { worst, none, effects } = finding.siteEffect;
  if (worst === null) {
    const words = none === null ? null : NO_EFFECT_WORDS[none];
    return (
      <td colSpan={3} className="cell-word none" data-label="Site effect, healthy:" data-tour="site-effect">
        <span className="faint" title={words?.says}>
          {words?.short}
        </span>
      </td>
    );
  }
  return (
    <>
      <td className="cell-word" data-tour="site-effect">
        <PageLink href={`${modelHref(model, finding.finding)}#sites`} title={effects.map(effectLine).join('\n')}>
          <Verdict grade={worst.grade} />
        </PageLink>
        <span className="under cut">
          {worst.stratum} vs {worst.reference}
        </span>
      </td>
      <EffectValue effect={worst} />
      <td className="cell-auc-plot" data-tour="site-effect">
        <AucCell effect={worst} />
        <span className="under">
          n {count(worst.negatives.n)} vs {count(worst.negatives.referenceN)}
        </span>
      </td>
    </>
  );
}

function EffectValue({ effect }: { effect: SiteEffect }) {
  const { aucOfScore } = effect.negatives;
  const gap = gapNumber(effect);
  return (
    <td className="num value cell-effect" data-label="AUC of score for site" data-tour="site-effect">
      <span
        className={effect.grade === 'few' ? 'dim' : undefined}
        title={`95 % interval ${aucEnds(aucOfScore.low, aucOfScore.high) ?? 'none'}`}
      >
        {aucNumber(aucOfScore.value ?? 0.5)}
        <span className="pm">{aucPlusMinus(aucOfScore)}</span>
      </span>
      {gap !== null && (
        <span className="under" title={`gap of the mean logits, 95 % interval ${gapEnds(effect) ?? 'none'}`}>
          gap {gap}
        </span>
      )}
    </td>
  );
}
