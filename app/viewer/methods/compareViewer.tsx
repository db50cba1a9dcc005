'use client';
import { useState } from 'react';
import type { SideDrawn } from '../editSide';
import { GRID, type SharedProps } from '../plainViewer';
import { restZone, zoneAt } from '../probe';
import { ProbeLine } from '../probeLine';
import { Toolbar } from '../toolbar';
import { useMasks } from '../useMasks';
import { useViewerKeys } from '../useViewerKeys';
import { ViewerStatus } from '../viewerStatus';
import { ViewportFacts } from '../viewportFacts';
import { ComparePane } from './comparePane';
import { MethodPanel } from './methodPanel';

/** Two to four methods beside each other: one zoom and one window, each with its own scale, for their units differ. */
export function CompareViewer(props: SharedProps) {
  const { image, masks, prediction, live, view, point, methods } = props;
  const [side, setSide] = useState<SideDrawn | null>(null);
  const layers = useMasks(masks);
  const rest = restZone(prediction?.ledger?.zones ?? null, masks);
  useViewerKeys({ live, point, grid: GRID, isPair: true, hasMethods: true, reserved: props.reserved });
  return (
    <section className="viewer" aria-label="Viewer">
      <Toolbar live={live} view={view} hasMap hasMasks={masks.length > 0} isPair hasMethods />
      {view.methods && <MethodPanel live={live} view={view} methods={methods} />}
      <div className="viewport wide comparison" data-theme="dark">
        <div className="compare-grid" data-panes={view.compare.length}>
          {view.compare.map((method, at) => (
            <ComparePane
              key={method}
              {...props}
              method={method}
              layers={layers}
              rest={rest}
              {...(at === 0 && { onSide: setSide })}
            />
          ))}
        </div>
        <div className="viewport-side compare-facts">
          <p className="small">
            Scales differ: compare where maps are strong, not how strong. Zoom, window and threshold are the same.
          </p>
          <ViewportFacts
            live={live}
            grey={side?.grey ?? { grey: null, loading: 'idle' }}
            drawn={side?.drawn ?? null}
            map={null}
            outlined={view.contours && masks.length > 0}
          />
        </div>
      </div>
      <ViewerStatus frontal={image.frontal} hasMap={prediction !== null}>
        <ProbeLine point={point} map={null} unit="" zoneOf={(at) => zoneAt(layers, at, rest)} pixelOf={() => null} />
      </ViewerStatus>
    </section>
  );
}
