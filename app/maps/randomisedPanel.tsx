import { count, fixed, plural } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { Definition } from '@/app/panel/definition';
import type { RandomisedMapsAnswer } from '@/server/analysis/evidenceAnswers';
import type { AnalysisState } from '@/server/analysis/kinds';
import { AnalysisPanel } from './analysisPanel';

type Props = {
  state: AnalysisState<'randomised-maps'> | null;
  model: string;
  finding: string;
  version: string;
  canRun: boolean;
};

/** The same network with permuted weights: a map that looks alike then says nothing of what was learned. */
export function RandomisedPanel({ state, model, finding, version, canRun }: Props) {
  const answer = state?.result ?? null;
  const own = answer?.findings.find((one) => one.finding === finding);
  return (
    <AnalysisPanel
      id="randomised"
      title={
        <Definition of="nullWeights" version={version}>
          Maps of the unlearned network
        </Definition>
      }
      says="weights permuted, of the version"
      state={state}
      what="Maps with permuted weights"
      kind="randomised-maps"
      parameters={{ model }}
      offer={{
        says: 'Runs the network with permuted weights over the same images: a sanity check of the maps, and their third kind of chance. Takes minutes.',
        button: 'Run the unlearned network',
      }}
      cannot={canRun ? null : 'It needs the model’s file, and here are only its scores.'}
      foot={
        answer === null ? null : `${plural(answer.images, 'image')}, ${plural(answer.seeds, 'order')} of the weights.`
      }
    >
      {answer !== null &&
        (own === undefined ? <p className="small dim">Not told for this finding.</p> : <Facts own={own} />)}
    </AnalysisPanel>
  );
}

function Facts({ own: { n, outsideShare, similarity } }: { own: RandomisedMapsAnswer['findings'][number] }) {
  const ends = outsideShare === null ? null : interval(outsideShare.low, outsideShare.high);
  return (
    <dl className="kv">
      <div>
        <dt>Outside share, unlearned</dt>
        <dd>
          {outsideShare === null ? 'not told' : percent(outsideShare.value)}
          {ends !== null && <span className="faint"> ({ends})</span>}
        </dd>
      </div>
      <div>
        <dt>Likeness to the learned maps</dt>
        <dd>{similarity === null ? 'not told' : `${fixed(similarity, 2)} (1 is the same, 0 unrelated)`}</dd>
      </div>
      <div>
        <dt>Maps</dt>
        <dd>{count(n)}</dd>
      </div>
    </dl>
  );
}
