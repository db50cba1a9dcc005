import { AnalysisProgress } from '@/app/analysis/analysisProgress';
import { ForestPlot } from '@/app/chart/forestPlot';
import { plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { Definition } from '@/app/panel/definition';
import { AskButton } from '@/app/strata/askButton';
import type { AnalysisState, PairedVersions } from '@/server/analysis/kinds';
import type { Comparable } from './comparable';
import { ComparePicker } from './comparePicker';
import { comparisonCsv } from './comparisonCsv';
import { ComparisonTable } from './comparisonTable';
import { differenceAxis, differenceRows } from './differenceRows';
import { Moved } from './moved';
import { csvDataUrl } from './trendCsv';

type Props = {
  model: string;
  path: string;
  /** The version that the address asks for; undefined when none is chosen. */
  other: string | undefined;
  choices: readonly Comparable[];
  /** Null when nobody has asked for it yet. */
  state: AnalysisState<'paired-versions'> | null;
  version: string;
};

/** This version against another on the very same cases. */
export function Comparison({ model, path, other, choices, state, version }: Props) {
  const result = state?.result ?? null;
  return (
    <section className="panel" id="compare">
      <header>
        <h2>Against another version</h2>
        <span className="q">on the same cases</span>
        {result !== null && other !== undefined && (
          <span className="tools">
            <a href={csvDataUrl(comparisonCsv({ model, other }, result))} download={`compare-${model}-${other}.csv`}>
              CSV
            </a>
          </span>
        )}
      </header>
      <div className="body stack">
        {choices.length === 0 ? (
          <p className="small dim">
            No other version shares a finding with this one. Register a second version, or import its predictions.
          </p>
        ) : (
          <ComparePicker path={path} choices={choices} chosen={other} />
        )}
        {other !== undefined && choices.length > 0 && (
          <Asked model={model} other={other} choices={choices} state={state} version={version} />
        )}
      </div>
      {state?.asOf != null && (
        <footer>
          Images treated as independent; p adjusted over the shared findings (Holm). Data as of {instant(state.asOf)}.
        </footer>
      )}
    </section>
  );
}

type AskedProps = Omit<Props, 'path' | 'other'> & { other: string };

function Asked({ model, other, choices, state, version }: AskedProps) {
  if (!choices.some(({ id }) => id === other)) {
    return <p className="small dim">{other} is not registered, or shares no finding with this version.</p>;
  }
  if (state === null) {
    return (
      <div className="ask-analysis">
        <p className="small dim">
          Every case that both have read is looked at once; this takes seconds to minutes and is kept for the next
          reader.
        </p>
        <AskButton kind="paired-versions" parameters={{ model, other }}>
          Compare on the same cases
        </AskButton>
      </div>
    );
  }
  return (
    <>
      <AnalysisProgress state={state} what="Comparing on the same cases" />
      {state.result !== null && <Result model={model} other={other} result={state.result} version={version} />}
    </>
  );
}

type ResultProps = { model: string; other: string; result: PairedVersions; version: string };

function Result({ model, other, result, version }: ResultProps) {
  if (result.instances === 0 || result.findings.every(({ cases }) => cases === 0)) {
    return <p className="small dim">No case has been read by both versions yet, so there is nothing to pair.</p>;
  }
  const rows = differenceRows(model, result);
  const labelled = rows.some(({ value }) => value !== null);
  return (
    <>
      <p>
        {plural(result.instances, 'case')} read by both. A positive difference means that {model} does better, or scores
        higher, than {other}.
      </p>
      {labelled ? (
        <ForestPlot
          rows={rows}
          axis={differenceAxis(rows)}
          head={{
            name: 'Finding, AUC this vs other',
            value: 'Difference',
            n: 'with / without',
            word: 'Paired test',
          }}
          label={`Difference of AUC, ${model} less ${other}, with 95 % intervals`}
          version={version}
        />
      ) : (
        <p className="small dim">
          No finding has labels enough to compare AUCs (10 with it and 10 without). What needs none is below.
        </p>
      )}
      <p className="small dim">
        <Definition of="pairedDifference" version={version}>
          Paired difference
        </Definition>
        : both versions on the same patients, so that an easy or a hard case counts for both.
      </p>
      <ComparisonTable findings={result.findings} version={version} />
      <Moved findings={result.findings} model={model} other={other} />
    </>
  );
}
