'use client';
import { type ForestAxis, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { findingName } from '@/app/matrix/findingName';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import type { MatrixCell, SiteMatrix } from '@/server/queries/siteMatrix';
import { aucChange, aucThree } from './aucThree';
import { mixCsv } from './mixCsv';
import { parsePrevalences, prevalencePresets, prevalencesText } from './prevalencePresets';
import { MOST_SLIDERS, PrevalenceSliders } from './prevalenceSliders';
import { type ReplayedMix, replayable, replayOfMatrix } from './replayOfMatrix';
import { usePrevalences } from './usePrevalences';
import { VARIABLES } from './variables';

const AXIS: ForestAxis = {
  name: 'AUC',
  from: 0.5,
  to: 1,
  ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((at) => ({ at, text: at === 1 ? '1' : at.toFixed(1).slice(1) })),
};

/** Sliders for the prevalence of each stratum: the pooled AUC moves, and no stratum's own does. */
export function PrevalencePanel({ matrix, mix }: { matrix: SiteMatrix; mix: string | undefined }) {
  const { by, cells, definitionVersion: version } = matrix;
  const { one, many } = VARIABLES[by];
  const chosen = replayable(matrix.strata, cells);
  const strata = chosen.flatMap((s) => matrix.strata[s] ?? []);
  const own = strata.map(({ prevalence }) => prevalence ?? 0);
  const { prevalences, isOwn, set, setOne } = usePrevalences(own, parsePrevalences(mix, strata.length));
  const before = replayOfMatrix(matrix.strata, cells, chosen, own);
  const now = replayOfMatrix(matrix.strata, cells, chosen, prevalences);
  return (
    <section className="panel" aria-label="The same scores at other prevalences">
      <header>
        <h2>The same scores in another mix</h2>
        <span className="q">
          how high would the headline AUC be, were {findingName(matrix.finding)} as frequent as this?
        </span>
        <span className="tools">
          <a
            href={csvDataUrl(mixCsv(matrix, strata, prevalences, now))}
            download={`mix-${matrix.model}-${matrix.finding}-${by}.csv`}
          >
            CSV
          </a>
        </span>
      </header>
      <div className="body mix">
        <div className="stack">
          <div className="mix-presets">
            {prevalencePresets(strata).map(({ name, says, prevalences: values }) => (
              <button
                key={name}
                type="button"
                className="btn"
                title={says}
                aria-pressed={prevalencesText(prevalences) === prevalencesText(values)}
                onClick={() => set(values)}
              >
                {name}
              </button>
            ))}
          </div>
          <PrevalenceSliders {...{ by, strata, prevalences, setOne }} />
        </div>
        <Outcome before={before} now={now} isOwn={isOwn} one={one} many={many} />
      </div>
      <footer>
        <Definition of="prevalenceReplay" version={version}>
          Scores stay as they are
        </Definition>
        ; only how much each counts changes. No {one}’s own AUC moves ({ownAucs(matrix.strata.length, chosen, cells)}).
        It replays the test, not the training. No interval: values of the table above.
        {strata.length < matrix.strata.length && ` Without ${many} that have under 10 cases with or without it.`}
        {strata.length > MOST_SLIDERS && ` The ${MOST_SLIDERS} ${many} with most labels can be moved.`} Definition{' '}
        {version}.
      </footer>
    </section>
  );
}

const ownAucs = (S: number, chosen: readonly number[], cells: readonly MatrixCell[]): string =>
  chosen
    .slice(0, MOST_SLIDERS)
    .map((s) => aucThree(cells[s * S + s]?.value ?? 0.5))
    .join(', ');

type OutcomeProps = { before: ReplayedMix | null; now: ReplayedMix | null; isOwn: boolean; one: string; many: string };

/** The AUCs of the mix beside those of the cases as they are; the sentence is told aloud when it changes. */
function Outcome({ before, now, isOwn, one, many }: OutcomeProps) {
  if (before === null || now === null) {
    return <p className="small dim">Of this mix no AUC can be told: nobody has the finding, or everybody does.</p>;
  }
  const row = (key: string, name: string, value: number | null, was: number | null): ForestRow => ({
    ...{ key, name, value, low: null, high: null },
    text: value === null ? null : aucThree(value),
    interval: isOwn || was === null || value === null ? 'as it is' : `${aucChange(value - was)} from ${aucThree(was)}`,
    missing: 'no such pairs',
  });
  const change = now.pooled - before.pooled;
  return (
    <div className="stack">
      <p className="strata-story" aria-live="polite">
        {isOwn
          ? `As it is, the pooled AUC is ${aucThree(now.pooled)}.`
          : `In this mix the pooled AUC would be ${aucThree(now.pooled)} (${aucChange(change)}), with the very same scores.`}
      </p>
      <ForestPlot
        label="AUCs of the mix that is set"
        axis={AXIS}
        head={{ name: 'AUC of', value: 'Value' }}
        rows={[
          row('pooled', 'Pooled', now.pooled, before.pooled),
          row('within', `Within ${many}`, now.within, before.within),
          row('alone', 'Prevalence alone', now.prevalenceOnly, before.prevalenceOnly),
        ]}
      />
      <p className="small dim">
        Within {many} is the mean of each {one}’s own AUC; it moves only as far as they differ, since a mix weighs them
        anew.
      </p>
    </div>
  );
}
