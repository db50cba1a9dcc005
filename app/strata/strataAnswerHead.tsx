import { Verdict } from '@/app/siteEffect/verdict';
import type { Confounders } from '@/server/queries/confounders';
import { strataAnswer } from './strataAnswer';
import type { StrataView } from './strataQuery';

/** The page's answer: its grade, one sentence, and what qualifies it. */
export function StrataAnswer({ view, confounders }: { view: StrataView; confounders: Confounders }) {
  const variable = confounders.variables.find(({ by }) => by === view.by);
  const { headline, detail } = strataAnswer(view.finding, variable);
  const grade = variable?.worst?.grade;
  return (
    <section className="answer strata-answer">
      {grade !== undefined && <Verdict grade={grade} />}
      <h1>{headline}</h1>
      <p className="dim">{detail}</p>
    </section>
  );
}
