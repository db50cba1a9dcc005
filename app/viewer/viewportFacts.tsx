'use client';
import { fixed } from '@/app/format/number';
import { depthWords, windowInFile } from './grey';
import { LiveInput } from './liveInput';
import { LiveText } from './liveText';
import type { LiveView } from './liveView';
import type { GreyState } from './useGrey';
import type { Drawn } from './viewCanvas';
import { type View, WINDOW_BOUNDS } from './viewQuery';

type Props = {
  live: LiveView;
  grey: GreyState;
  drawn: Drawn | null;
  /** How the map is drawn; null without one. */
  map: string | null;
  outlined: boolean;
  /** Which pixels these are, where it is not what the file holds. */
  pixels?: string;
};

/** What is on the screen, in numbers; window and level can be typed. */
export function ViewportFacts({ live, grey, drawn, map, outlined, pixels }: Props) {
  const file = grey.grey === null ? null : (view: View) => fileWindow(grey, view);
  const shown = drawn?.depth === grey.grey?.depth ? grey.grey : null;
  return (
    <dl className="viewport-facts">
      <div className="window-fact">
        <dt>Window / level</dt>
        <dd>
          <LiveInput
            type="number"
            aria-label="Window width, grey levels"
            min={WINDOW_BOUNDS.window[0]}
            max={WINDOW_BOUNDS.window[1]}
            step="any"
            live={live}
            of={({ window }) => Math.round(window)}
            part={(window) => ({ window })}
          />
          <LiveInput
            type="number"
            aria-label="Window level, grey levels"
            min={WINDOW_BOUNDS.level[0]}
            max={WINDOW_BOUNDS.level[1]}
            step="any"
            live={live}
            of={({ level }) => Math.round(level)}
            part={(level) => ({ level })}
          />
        </dd>
        {file !== null && file(live.rested()) !== '' && (
          <dd className="faint">
            <LiveText live={live} of={file} />
          </dd>
        )}
      </div>
      <div>
        <dt>Zoom</dt>
        <dd>
          <LiveText live={live} of={({ zoom }) => `${fixed(zoom, 2)}×`} />
        </dd>
      </div>
      <div>
        <dt>Pixels</dt>
        <dd data-testid="depth">
          {pixels ?? depthWords(shown, grey.loading)}
          {drawn?.kind === 'canvas' && <span className="faint"> (drawn without a graphics card)</span>}
        </dd>
      </div>
      {map !== null && (
        <div>
          <dt>Overlay</dt>
          <dd>
            {map}
            {', '}
            <LiveText live={live} of={({ opacity }) => `${fixed(opacity, 0)}\u00a0%`} />
          </dd>
        </div>
      )}
      {outlined && (
        <div>
          <dt>Outlines</dt>
          <dd>solid: anatomy; dotted: widened by half a cell</dd>
        </div>
      )}
    </dl>
  );
}

function fileWindow({ grey }: GreyState, { window, level }: View): string {
  const words = grey === null ? null : windowInFile(grey, window, level);
  return words === null ? '' : `in the file ${words}`;
}
