'use client';
import { CAM_RANGES } from '@/app/saliency/ranges';
import { keepInside } from './probe';
import { MAX_ZOOM, type View } from './viewQuery';

type Props = {
  view: View;
  change: (part: Partial<View>) => void;
  reset: () => void;
  hasMap: boolean;
  hasMasks: boolean;
};

/** What the keys do, as buttons; a group a decision. */
export function Toolbar({ view, change, reset, hasMap, hasMasks }: Props) {
  return (
    <div className="viewer-tools tools" role="toolbar" aria-label="Viewer">
      <button
        type="button"
        className="btn"
        aria-pressed={view.overlay && hasMap}
        disabled={!hasMap}
        onClick={() => change({ overlay: !view.overlay })}
      >
        Overlay <kbd>o</kbd>
      </button>
      <Pair
        name="Map"
        names={['Log-ratio', 'CAM']}
        second={view.method === 'cam'}
        disabled={!hasMap}
        onChoose={(cam) => change({ method: cam ? 'cam' : 'log-ratio' })}
      />
      {view.method === 'cam' && hasMap && <RangePick view={view} change={change} />}
      <Pair
        name="Drawing"
        names={['Cells', 'Smooth']}
        second={view.smooth}
        disabled={!hasMap}
        onChoose={(smooth) => change({ smooth })}
      />
      <button
        type="button"
        className="btn"
        aria-pressed={view.contours && hasMasks}
        disabled={!hasMasks}
        onClick={() => change({ contours: !view.contours })}
      >
        Contours <kbd>m</kbd>
      </button>
      <label className="opacity">
        <kbd>[</kbd>
        <input
          type="range"
          min={0}
          max={100}
          step={2}
          value={view.opacity}
          aria-label="Overlay opacity, percent"
          onChange={(event) => change({ opacity: Number(event.target.value) })}
        />
        <kbd>]</kbd> {view.opacity} %
      </label>
      <button type="button" className="btn" aria-pressed={view.invert} onClick={() => change({ invert: !view.invert })}>
        Invert
      </button>
      <button type="button" className="btn" onClick={() => change(zoomIn(view))}>
        Zoom
      </button>
      <button type="button" className="btn quiet" onClick={reset}>
        Reset
      </button>
    </div>
  );
}

/** One step closer at the middle; from the closest back to the whole image. */
export function zoomIn(view: View): Partial<View> {
  const zoom = view.zoom >= MAX_ZOOM ? 1 : Math.min(view.zoom * 1.5, MAX_ZOOM);
  return { zoom, ...keepInside(view, zoom) };
}

function RangePick({ view, change }: Pick<Props, 'view' | 'change'>) {
  return (
    <select
      aria-label="Range of the scale, logits"
      className="input"
      value={view.range}
      onChange={(event) => change({ range: Number(event.target.value) })}
      style={{ width: 'auto' }}
    >
      {CAM_RANGES.map((range) => (
        <option key={range} value={range}>
          ±{range}
        </option>
      ))}
    </select>
  );
}

type PairProps = {
  name: string;
  names: [string, string];
  second: boolean;
  disabled: boolean;
  onChoose: (second: boolean) => void;
};

function Pair({ name, names, second, disabled, onChoose }: PairProps) {
  return (
    <fieldset className="seg" aria-label={name} disabled={disabled}>
      <button type="button" aria-pressed={!second} onClick={() => onChoose(false)}>
        {names[0]}
      </button>
      <button type="button" aria-pressed={second} onClick={() => onChoose(true)}>
        {names[1]}
      </button>
    </fieldset>
  );
}
