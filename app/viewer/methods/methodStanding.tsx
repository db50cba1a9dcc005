'use client';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import type { LiveView } from '../liveView';
import { MapState } from '../mapState';
import type { SaliencyState } from '../useSaliency';
import { costWords, isOffered, stateWords } from './methodList';
import { MethodProgress } from './methodPanel';
import type { Methods } from './useMethods';

type Props = { method: SaliencyMethodName; state: SaliencyState; methods: Methods; live: LiveView };

/** Why a method's map is not on the picture, and the next step; nothing when it is there. */
export function MethodStanding({ method, state, methods, live }: Props) {
  const { list, make, stop } = methods;
  const entry = list?.find((known) => known.method === method);
  if (state.at !== 'none') return <MapState state={state} wanted />;
  if (METHODS[method].isLive) {
    return (
      <div className="method-standing small" role="status">
        <p>
          {entry !== undefined && !isOffered(entry)
            ? sentence(stateWords(entry))
            : 'This version has no map of this kind.'}
        </p>
        <button type="button" className="btn" onClick={() => live.change({ methods: true })}>
          Other methods
        </button>
      </div>
    );
  }
  if (entry === undefined)
    return <p className="small">{list === null ? 'Loading the methods …' : 'No such method.'}</p>;
  const { label, analysis } = entry;
  return (
    <div className="method-standing small">
      <p>
        {label}:{' '}
        {analysis === null && isOffered(entry)
          ? `not made yet. It takes ${costWords(entry)}.`
          : `${stateWords(entry)}.`}
      </p>
      <MethodProgress entry={entry} />
      {isOffered(entry) && (
        <button type="button" className="btn" onClick={() => (analysis === null ? make(method) : stop(method))}>
          {analysis === null ? 'Make it' : 'Stop'}
          <span className="sr">, {label}</span>
        </button>
      )}
    </div>
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
