'use client';
import { useState } from 'react';
import { MethodPanel } from '../methods/methodPanel';
import { GRID, type SharedProps } from '../plainViewer';
import { restZone, zoneAt } from '../probe';
import { Toolbar } from '../toolbar';
import { useGrey } from '../useGrey';
import { useMasks } from '../useMasks';
import { useViewerKeys } from '../useViewerKeys';
import type { Drawn } from '../viewCanvas';
import { ViewerStatus } from '../viewerStatus';
import { BesideBar } from './besideBar';
import { BesidePane } from './besidePane';
import { BesideProbe } from './besideProbe';
import { BesideSide } from './besideSide';
import { besideTarget } from './besideTarget';
import { otherLive } from './otherLive';
import { useBoth } from './useBoth';

/** The picture with its map beside its plain self, another version's map or another method's: linked, or each by itself. */
export function BesideViewer(props: SharedProps) {
  const { image, masks, prediction, others, view, live, point, methods } = props;
  const [picture, setPicture] = useState<HTMLImageElement | null>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [second] = useState(() => otherLive(live));
  const layers = useMasks(masks);
  const grey = useGrey(image, picture);
  const target = besideTarget(
    view,
    others.map(({ model }) => model),
  );
  const both = useBoth(props, target);
  useViewerKeys({ live, point, grid: both.here.map ?? GRID, hasMethods: true, reserved: props.reserved });
  const rest = restZone(prediction?.ledger?.zones ?? null, masks);
  const shared = { image, grey: grey.grey, layers, point, rest, anatomy: prediction?.anatomy ?? [] };
  const [first, other] = both.panes;
  return (
    <section className="viewer" aria-label="Viewer">
      <Toolbar live={live} view={view} hasMap hasMasks={masks.length > 0} hasMethods />
      <BesideBar {...props} editId={null} />
      {view.methods && <MethodPanel live={live} view={view} methods={methods} />}
      <div className="viewport wide" data-theme="dark">
        <div className="stage-pair">
          <BesidePane {...shared} {...first} live={live} view={view} onPicture={setPicture} onDrawn={setDrawn} />
          <BesidePane {...shared} {...other} live={second} view={second.now()} />
        </div>
        <BesideSide {...props} {...both} grey={grey} drawn={drawn} isPlain={target.kind === 'plain'} />
      </div>
      <ViewerStatus frontal={image.frontal} hasMap={prediction !== null}>
        <BesideProbe point={point} panes={both.panes} zoneOf={(at) => zoneAt(layers, at, rest)} />
      </ViewerStatus>
    </section>
  );
}
