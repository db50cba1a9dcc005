import type { ReactNode } from 'react';
import { AnalysisProgress } from '@/app/analysis/analysisProgress';
import { instant } from '@/app/format/time';
import { AskButton } from '@/app/strata/askButton';
import type { AnalysisKind, AnalysisState } from '@/server/analysis/kinds';
import { RefreshButton } from './refreshButton';

type Props<Kind extends AnalysisKind> = {
  id: string;
  title: ReactNode;
  says: string;
  state: AnalysisState<Kind> | null;
  /** What is being made, while it is. */
  what: string;
  parameters: Record<string, string | null>;
  kind: Kind;
  /** Before anybody has asked: what asking costs and gives, and the button's word; `cannot` where it is of no use. */
  offer: { says: string; button: string };
  cannot?: string | null;
  csv?: { href: string; name: string } | null;
  foot?: ReactNode;
  children: ReactNode;
};

/** A panel over an analysis that is asked for: offer, progress, failure with its next step, or the answer. */
export function AnalysisPanel<Kind extends AnalysisKind>(props: Props<Kind>) {
  const { id, title, says, state, what, parameters, kind, offer, cannot = null, csv = null, foot, children } = props;
  const has = state?.result != null;
  return (
    <section className="panel" id={id}>
      <header>
        <h2>{title}</h2>
        <span className="q">{says}</span>
        {has && csv !== null && (
          <span className="tools">
            <a href={csv.href} download={csv.name}>
              CSV
            </a>
          </span>
        )}
      </header>
      <div className="body stack">
        {state !== null && <AnalysisProgress state={state} what={what} />}
        {has && children}
        {!has && cannot !== null && <p className="small dim">{cannot}</p>}
        {state === null && cannot === null && (
          <div className="ask">
            <p className="small dim">{offer.says}</p>
            <AskButton kind={kind} parameters={parameters}>
              {offer.button}
            </AskButton>
          </div>
        )}
      </div>
      {has && (
        <footer>
          {foot} Maps and features explain; they never change the verdict.
          {state?.asOf != null && ` Data as of ${instant(state.asOf)}.`}{' '}
          {state?.status === 'done' && <RefreshButton id={state.id} />}
        </footer>
      )}
    </section>
  );
}
