import { findingPath } from '@/app/finding/findingQuery';
import { maskFlagWords, maskIssueWords } from '@/app/format/maskWords';
import { fixed } from '@/app/format/number';
import { probability, probabilityNumber } from '@/app/format/share';
import { instant } from '@/app/format/time';
import { undefinedReason, undefinedSentence } from '@/app/format/undefinedReason';
import { findingName } from '@/app/matrix/answer';
import { Definition } from '@/app/panel/definition';
import { Fact } from '@/app/panel/fact';
import { Icon } from '@/app/shell/icons';
import { PageLink } from '@/app/shell/pageLink';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import { chanceText, FIGURES, type Figure, figureText, missingBecause } from './figures';
import { Undilated } from './undilated';

/** What the version answered for one finding, and where its evidence lies. `asOf`: when it was read. */
export function FindingFacts({ prediction, asOf }: { prediction: InstancePrediction; asOf: string }) {
  const { finding, logit, baseline, percentile, threshold, undefinedReason: reason, definitionVersion } = prediction;
  const flag = maskFlagWords(prediction.maskFlag);
  return (
    <section className="side-section" aria-label="Answer">
      <header>
        <h2>{findingName(finding)}</h2>
        <span className="figure">
          {probabilityNumber(prediction.probability)}
          <span className="u">%</span>
        </span>
      </header>
      <dl className="kv">
        <Fact name="logit">{fixed(logit, 3)}</Fact>
        <Fact name="baseline">{probability(baseline)}</Fact>
        {percentile !== null && <Fact name="percentile">{Math.round(percentile)}</Fact>}
        {threshold !== null && (
          <Fact name="threshold">
            {probability(threshold)}{' '}
            <span className="faint">{prediction.probability >= threshold ? 'reached' : 'not reached'}</span>
          </Fact>
        )}
        {/* The area outside stands beside each share as its chance. */}
        {FIGURES.filter((figure) => figure.of !== 'areaOutside').map((figure) => (
          <FigureFact key={figure.of} figure={figure} prediction={prediction} />
        ))}
        <Fact name="anatomy">{prediction.anatomy.join(', ')}</Fact>
        <Fact name="predicted at">{instant(prediction.predictedAt)}</Fact>
      </dl>
      {reason !== null && (
        <p className="undefined-note small">
          <Icon name="undefinedMap" />
          {undefinedSentence(reason)}
        </p>
      )}
      {prediction.maskIssues.length > 0 && (
        <p className="undefined-note small">
          <Icon name="undefinedMap" />
          Masks refused: {maskIssueWords(prediction.maskIssues)}.
        </p>
      )}
      {prediction.undilated !== null && (
        <Undilated dilated={prediction.prior ?? prediction} undilated={prediction.undilated} />
      )}
      <p className="small">
        <PageLink className="link" href={findingPath(prediction.model, finding)}>
          All cases of this finding
        </PageLink>
      </p>
      <p className="small faint">
        Masks: {prediction.maskSource}
        {flag === null ? '' : ` (${flag})`}. Data as of {instant(asOf)}, definition {definitionVersion}.
      </p>
    </section>
  );
}

function FigureFact({ figure, prediction }: { figure: Figure; prediction: InstancePrediction }) {
  const chance = chanceText(figure, prediction);
  const name = (
    <Definition of={figure.definition} version={prediction.definitionVersion}>
      {figure.name}
    </Definition>
  );
  return (
    <Fact name={name}>
      {figureText(figure, prediction) ?? (
        <span className="faint">{undefinedReason(missingBecause(figure, prediction.undefinedReason))}</span>
      )}
      {chance !== null && <span className="faint"> {chance}</span>}
    </Fact>
  );
}
