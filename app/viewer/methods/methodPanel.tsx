'use client';
import { useId } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import type { SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import type { LiveView } from '../liveView';
import { MOST_COMPARED, type View } from '../viewQuery';
import { hasRoom, isCompared, toggleCompared } from './compared';
import { isOffered, type MethodEntry, stateWords } from './methodList';
import type { Methods } from './useMethods';

type Props = { live: LiveView; view: View; methods: Methods };

/** All methods: what each costs, how far it is, why it is refused; which is shown, and which are beside each other. */
export function MethodPanel({ live, view, methods }: Props) {
  const { list, problem } = methods;
  const title = useId();
  return (
    <section className="method-panel" aria-labelledby={title}>
      <header>
        <h2 id={title}>Methods</h2>
        <span className="small faint">Tick up to {MOST_COMPARED} to see them beside each other.</span>
        <button type="button" className="btn quiet" onClick={() => live.change({ methods: false })}>
          Close <kbd>x</kbd>
        </button>
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      {list === null ? (
        problem === null && <p className="small faint">Looking up what this version allows …</p>
      ) : (
        <ul>
          {list.map((entry) => (
            <MethodRow key={entry.method} entry={entry} live={live} view={view} methods={methods} />
          ))}
        </ul>
      )}
      <span className="sr" role="status">
        {list === null ? '' : announcement(list)}
      </span>
    </section>
  );
}

/** What is read out; it changes when one starts or ends, not with each step. */
const announcement = (list: readonly MethodEntry[]): string =>
  list
    .filter(({ analysis }) => analysis !== null)
    .map(({ label }) => `${label}: under way.`)
    .join(' ');

type RowProps = Props & { entry: MethodEntry };

function MethodRow({ entry, live, view, methods }: RowProps) {
  const { method, label, isExploratory } = entry;
  const compared = isCompared(view, method);
  const offered = isOffered(entry);
  const id = useId();
  const toggle = (): void => live.change(toggleCompared(live.now(), method));
  return (
    <li data-off={!offered}>
      <input
        type="checkbox"
        aria-label={`Compare ${label}`}
        aria-describedby={id}
        checked={compared}
        disabled={!offered || (!compared && !hasRoom(view))}
        onChange={toggle}
      />
      <span className="method-name">
        {label}
        {isExploratory && <span className="tag">exploratory, not class-specific</span>}
      </span>
      <span id={id} className="method-state small">
        {stateWords(entry)}
        <MethodProgress entry={entry} />
      </span>
      <MethodAction entry={entry} live={live} view={view} methods={methods} />
    </li>
  );
}

/** A bar while a method is under way. */
export function MethodProgress({ entry: { label, forwards, analysis } }: { entry: MethodEntry }) {
  if (analysis === null) return null;
  const of = analysis.total ?? forwards;
  const share = analysis.status === 'running' && of > 0 ? { value: Math.min(1, analysis.done / of) } : {};
  return <progress className="method-bar" aria-label={`${label}, forward passes`} {...share} />;
}

function MethodAction({ entry, live, view, methods }: RowProps) {
  const { method, label, analysis, state } = entry;
  if (!isOffered(entry)) return null;
  const alone = view.compare.length === 0;
  const show = (shown: SaliencyMethodName): void => live.change({ method: shown, compare: [], overlay: true });
  if (analysis !== null) {
    return (
      <button type="button" className="btn" onClick={() => methods.stop(method)}>
        Stop<span className="sr"> {label}</span>
      </button>
    );
  }
  if (state === 'ready') {
    return (
      <button type="button" className="btn" aria-pressed={alone && view.method === method} onClick={() => show(method)}>
        Show<span className="sr"> {label}</span>
      </button>
    );
  }
  const make = (): void => {
    if (alone) show(method);
    methods.make(method);
  };
  return (
    <button type="button" className="btn" onClick={make}>
      Make<span className="sr"> {label}</span>
    </button>
  );
}
