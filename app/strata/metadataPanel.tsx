import { AnalysisProgress } from '@/app/analysis/analysisProgress';
import { type ForestAxis, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import type { AddedAucAnswer, AnalysisState } from '@/server/analysis/kinds';
import { AskButton } from './askButton';
import { aucChange, aucThree, changeEnds, threeEnds } from './aucThree';
import { metadataCsv } from './metadataCsv';
import type { StrataView } from './strataQuery';

const AXIS: ForestAxis = {
  name: 'AUC',
  from: 0.5,
  to: 1,
  ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((at) => ({ at, text: at === 1 ? '1' : at.toFixed(1).slice(1) })),
};

type Props = { state: AnalysisState<'added-auc'> | null; view: StrataView; version: string; hasLabels: boolean };

/** What metadata alone can do, and what the image adds; it reads single results, so it is asked for. */
export function MetadataPanel({ state, view, version, hasLabels }: Props) {
  const result = state?.result ?? null;
  return (
    <section className="panel" aria-label="What metadata alone can do">
      <header>
        <h2>
          <Definition of="metadataAuc" version={version}>
            What metadata alone can do
          </Definition>
        </h2>
        <span className="q">and what the image adds to knowing who, where and how</span>
        {result !== null && (
          <span className="tools">
            <a href={csvDataUrl(metadataCsv(view, result))} download={`metadata-${view.model}-${view.finding}.csv`}>
              CSV
            </a>
          </span>
        )}
      </header>
      <div className="body stack">
        {state !== null && <AnalysisProgress state={state} what="What metadata alone can do" />}
        {result !== null && <Added answer={result} />}
        {state === null && <Offer view={view} hasLabels={hasLabels} />}
      </div>
      {result !== null && (
        <footer>
          Cross-validated over {count(result.folds)} folds, patients never split; {count(result.cases)}
          {result.of > result.cases ? ` of ${count(result.of)}` : ''} labelled cases, {count(result.positives)} with the
          finding. Known beside the image: {result.columns.map((column) => COLUMN_WORDS[column] ?? column).join(', ')}.
          Definition {version}.
        </footer>
      )}
    </section>
  );
}

const COLUMN_WORDS: Record<string, string> = {
  viewPosition: 'view',
  portable: 'portable or fixed',
  patientSex: 'sex',
  patientAge: 'age',
  reportedBy: 'reporting radiologist',
};

function Offer({ view, hasLabels }: { view: StrataView; hasLabels: boolean }) {
  if (!hasLabels) return <p className="small dim">It needs labels: none have come for this finding.</p>;
  return (
    <div className="ask">
      <p className="small dim">
        Every single result is read for this, which takes seconds to minutes. It is kept for the next reader.
      </p>
      <AskButton kind="added-auc" parameters={{ model: view.model, finding: view.finding }}>
        Work it out
      </AskButton>
    </div>
  );
}

const NONE_WORDS: Record<NonNullable<AddedAucAnswer['none']>, string> = {
  few_cases: 'Too few labelled cases with or without the finding to learn from and to test on.',
  one_value: 'No metadata that differs between cases is known, so there is nothing to learn from.',
};

function Added({ answer }: { answer: AddedAucAnswer }) {
  if (answer.none !== null) return <p className="small dim">{NONE_WORDS[answer.none]}</p>;
  const { metadata, score, withScore, added } = answer;
  const row = (key: string, name: string, under: string, figure: AddedAucAnswer['score']): ForestRow => ({
    ...{ key, name, under, value: figure?.value ?? null, low: figure?.low ?? null, high: figure?.high ?? null },
    text: figure === null ? null : aucThree(figure.value),
    interval: figure === null ? null : threeEnds(figure.low, figure.high),
  });
  return (
    <>
      {added !== null && metadata !== null && (
        <p className="strata-story">
          Without a look at the image, metadata rank {aucThree(metadata.value)} of the pairs right; the score adds{' '}
          {aucChange(added.value)} ({changeEnds(added.low, added.high) ?? 'no interval'}).
        </p>
      )}
      <ForestPlot
        label="AUC of metadata, of the score, and of both"
        axis={AXIS}
        head={{ name: 'AUC of', value: '95 % interval' }}
        rows={[
          row('metadata', 'Metadata alone', 'no image', metadata),
          row('score', 'Score alone', 'as the model gives it', score),
          row('both', 'Metadata and score', 'combined', withScore),
        ]}
      />
    </>
  );
}
