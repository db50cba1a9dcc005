'use client';
import { CAM_RANGES } from '@/app/saliency/ranges';
import { METHODS } from '@/server/saliency/saliencyMethod';
import { LiveInput } from './liveInput';
import { LiveText } from './liveText';
import type { LiveView } from './liveView';
import { zoomIn, zoomOut } from './steps';
import { CUTS, DEFAULT_VIEW, type View } from './viewQuery';
import { presetOf, WINDOW_PRESETS } from './windowPresets';

type Props = {
  live: LiveView;
  view: View;
  hasMap: boolean;
  hasMasks: boolean;
  /** Two pictures are beside each other already. */
  isPair?: boolean;
  /** Whether there are other methods to choose from. */
  hasMethods?: boolean;
};

/** What the keys do, as buttons; a group a decision. The first line is the map's, the second the image's. */
export function Toolbar({ live, view, hasMap, hasMasks, isPair = false, hasMethods = false }: Props) {
  return (
    <div className="viewer-tools tools" role="toolbar" aria-label="Viewer">
      <MapTools live={live} view={view} hasMap={hasMap} isPair={isPair} hasMethods={hasMethods} />
      <button
        type="button"
        className="btn"
        aria-pressed={view.contours && hasMasks}
        disabled={!hasMasks}
        onClick={() => live.change({ contours: !view.contours })}
      >
        Contours <kbd>m</kbd>
      </button>
      <ImageTools live={live} view={view} />
    </div>
  );
}

type Shown = 'plain' | 'overlay' | 'side';

const SHOWN: Record<Shown, Partial<View>> = {
  plain: { overlay: false, side: false },
  overlay: { overlay: true, side: false },
  side: { side: true },
};

function MapTools({ live, view, hasMap, isPair = false, hasMethods = false }: Omit<Props, 'hasMasks'>) {
  const shown: Shown = view.side && !isPair ? 'side' : view.overlay ? 'overlay' : 'plain';
  const show = (which: Shown) => () => live.change(SHOWN[which]);
  return (
    <>
      <fieldset className="seg" aria-label="Shown" disabled={!hasMap}>
        <button type="button" aria-pressed={shown === 'plain' || !hasMap} onClick={show('plain')}>
          Plain
        </button>
        <button type="button" aria-pressed={shown === 'overlay' && hasMap} onClick={show('overlay')}>
          Overlay <kbd>o</kbd>
        </button>
        {!isPair && (
          <button type="button" aria-pressed={shown === 'side' && hasMap} onClick={show('side')}>
            Side by side <kbd>s</kbd>
          </button>
        )}
      </fieldset>
      <Pair
        name="Map"
        names={['Log-ratio', 'CAM']}
        cap="c"
        second={METHODS[view.method].isLive && view.compare.length < 2 ? view.method === 'cam' : null}
        disabled={!hasMap}
        onChoose={(cam) => live.change({ method: cam ? 'cam' : 'log-ratio', compare: [] })}
      />
      {hasMethods && (
        <button
          type="button"
          className="btn"
          aria-pressed={view.methods}
          onClick={() => live.change({ methods: !view.methods })}
        >
          Methods <kbd>x</kbd>
        </button>
      )}
      {view.method === 'cam' && hasMap && <RangePick live={live} view={view} />}
      <Pair
        name="Drawing"
        names={['Cells', 'Smooth']}
        cap="v"
        second={view.smooth}
        disabled={!hasMap}
        onChoose={(smooth) => live.change({ smooth })}
      />
      <CutPick live={live} view={view} disabled={!hasMap} />
      <span className="opacity">
        <kbd>[</kbd>
        <LiveInput
          type="range"
          min={0}
          max={100}
          step={2}
          disabled={!hasMap}
          aria-label="Overlay opacity, percent"
          live={live}
          of={({ opacity }) => opacity}
          part={(opacity) => ({ opacity })}
        />
        <kbd>]</kbd> <LiveText live={live} of={({ opacity }) => `${Math.round(opacity)}\u00a0%`} />
      </span>
    </>
  );
}

function ImageTools({ live, view }: Pick<Props, 'live' | 'view'>) {
  const preset = presetOf(view);
  const choose = (key: string): void => {
    const chosen = WINDOW_PRESETS.find((known) => known.key === key);
    if (chosen !== undefined) live.change({ window: chosen.window, level: chosen.level });
  };
  return (
    <>
      <select
        aria-label="Window"
        className="input"
        value={preset ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        {preset === null && <option value="">Own window</option>}
        {WINDOW_PRESETS.map(({ key, name }) => (
          <option key={key} value={key}>
            {name} ({key})
          </option>
        ))}
      </select>
      <button
        type="button"
        className="btn"
        aria-pressed={view.invert}
        onClick={() => live.change({ invert: !view.invert })}
      >
        Invert <kbd>i</kbd>
      </button>
      <fieldset className="seg" aria-label="Zoom">
        <button type="button" aria-label="Zoom out" onClick={() => live.change(zoomOut(live.now()))}>
          −
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => live.change(zoomIn(live.now()))}>
          + <kbd>z</kbd>
        </button>
      </fieldset>
      <button type="button" className="btn quiet" onClick={() => live.change(DEFAULT_VIEW)}>
        Reset
      </button>
    </>
  );
}

function RangePick({ live, view }: Pick<Props, 'live' | 'view'>) {
  return (
    <select
      aria-label="Range of the scale, logits"
      className="input"
      value={view.range}
      onChange={(event) => live.change({ range: Number(event.target.value) })}
    >
      {CAM_RANGES.map((range) => (
        <option key={range} value={range}>
          ±{range}
        </option>
      ))}
    </select>
  );
}

function CutPick({ live, view, disabled }: Pick<Props, 'live' | 'view'> & { disabled: boolean }) {
  return (
    <select
      aria-label="Threshold of the overlay, percent of the scale (t)"
      className="input"
      value={view.cut}
      disabled={disabled}
      onChange={(event) => live.change({ cut: Number(event.target.value) })}
    >
      {CUTS.map((cut) => (
        <option key={cut} value={cut}>
          Threshold {cut} %
        </option>
      ))}
    </select>
  );
}

type PairProps = {
  name: string;
  names: [string, string];
  cap: string;
  /** null: neither is. */
  second: boolean | null;
  disabled: boolean;
  onChoose: (second: boolean) => void;
};

function Pair({ name, names, cap, second, disabled, onChoose }: PairProps) {
  return (
    <fieldset className="seg" aria-label={name} disabled={disabled}>
      <button type="button" aria-pressed={second === false} onClick={() => onChoose(false)}>
        {names[0]}
      </button>
      <button type="button" aria-pressed={second === true} onClick={() => onChoose(true)}>
        {names[1]} <kbd>{cap}</kbd>
      </button>
    </fieldset>
  );
}
