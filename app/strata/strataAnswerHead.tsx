import { Verdict } from '@/app/siteEffect/verdict';
import { StateTag } from '@/app/versions/stateTag';
import type { VersionState } from '@/server/model/versionState';
import type { Confounders } from '@/server/queries/confounders';
import { strataAnswer } from './strataAnswer';
import type { StrataView } from './strataQuery';

type Props = { view: StrataView; confounders: Confounders; state: VersionState };

/** The page's answer: its grade, one sentence, and what qualifies it. */
export function StrataAnswer({ view, confounders, state }: Props) {
  const variable = confounders.variables.find(({ by }) => by === view.by);
  const { headline, detail } = strataAnswer(view.finding, variable);
  const grade = variable?.worst?.grade;
  return (
    <section className="answer strata-answer">
      {grade !== undefined && <Verdict grade={grade} />}
      <h1>{headline}</h1>
      <p className="dim">
        {detail}
        {state !== 'live' && (
          <>
            {' '}
            {view.model} <StateTag state={state} />
          </>
        )}
      </p>
    </section>
  );
}
