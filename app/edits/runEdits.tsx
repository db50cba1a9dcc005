import { AnalysisProgress } from '@/app/analysis/analysisProgress';
import { instant } from '@/app/format/time';
import { AskButton } from '@/app/strata/askButton';
import type { AnalysisState } from '@/server/analysis/kinds';

export type EditRuns = { random: AnalysisState<'edits'> | null; flagged: AnalysisState<'edits'> | null };

type Props = { runs: EditRuns; model: string };

const WORDS = {
  random: { ask: 'Edit 200 cases at random', what: 'Editing cases at random' },
  flagged: { ask: 'Edit the 200 newest flagged', what: 'Editing flagged cases' },
} as const;

/** Asks for more edits, and shows how far they are. What is edited already stays as it is. */
export function RunEdits({ runs, model }: Props) {
  const samples = ['random', 'flagged'] as const;
  return (
    <div className="run-edits">
      {samples.map((sample) => {
        const state = runs[sample];
        return state === null || state.status === 'done' ? null : (
          <AnalysisProgress key={sample} state={state} what={WORDS[sample].what} />
        );
      })}
      <div className="run-buttons">
        {samples.map((sample) => {
          const state = runs[sample];
          if (state === null) {
            return (
              <AskButton key={sample} kind="edits" parameters={{ model, sample }}>
                {WORDS[sample].ask}
              </AskButton>
            );
          }
          if (state.status !== 'done' || state.finishedAt === null) return null;
          return (
            <span key={sample} className="small dim">
              {WORDS[sample].ask}: done {instant(state.finishedAt)}.
            </span>
          );
        })}
        <span className="small dim">
          A random share tells how often an edit moves the score; flagged cases show the worst. The worker edits a share
          of new cases by itself.
        </span>
      </div>
    </div>
  );
}
