import { PageLink } from '@/app/shell/pageLink';
import type { Confounders } from '@/server/queries/confounders';
import { type StrataView, strataHref } from './strataQuery';
import { otherVariables, STATE_WORDS, type StrataState } from './strataState';

type Props = { state: StrataState; confounders: Confounders; view: StrataView };

/** What stands in the way, what still works, and the next step. */
export function StateNote({ state, confounders, view }: Props) {
  if (state === 'ready') return null;
  const { title, says } = STATE_WORDS[state];
  const others = state === 'one_stratum' ? otherVariables(confounders).filter(({ by }) => by !== view.by) : [];
  return (
    <div className="panel strata-note" role="status">
      <b className="strong">{title}.</b> <span className="dim">{says}</span>
      {others.length > 0 && (
        <span className="strata-others">
          {others.map(({ by, name }) => (
            <PageLink key={by} className="btn" href={strataHref(view, { by })}>
              By {name.toLowerCase()}
            </PageLink>
          ))}
        </span>
      )}
      {state === 'no_cases' && (
        <PageLink className="btn" href={strataHref(view, { site: undefined, from: undefined, to: undefined })}>
          All cases
        </PageLink>
      )}
    </div>
  );
}
