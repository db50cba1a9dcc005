'use client';
import { useState } from 'react';
import { EDIT_WORDS } from '@/app/edits/editWords';
import { BesideBar } from './beside/besideBar';
import { DifferenceNote } from './beside/differenceNote';
import { otherLive } from './beside/otherLive';
import { useDifference } from './beside/useDifference';
import { EditLine } from './editLine';
import { EditProbe } from './editProbe';
import { EditSide, type SideDrawn } from './editSide';
import { MapBar } from './mapBar';
import { mapScale } from './mapScale';
import { MapState } from './mapState';
import { drawnWords, GRID, probeWords, type SharedProps } from './plainViewer';
import { type Point, restZone, zoneAt } from './probe';
import type { ShownEdit } from './shownEdit';
import { Toolbar } from './toolbar';
import { useMasks } from './useMasks';
import { useSaliency } from './useSaliency';
import { useViewerKeys } from './useViewerKeys';
import { ViewerStatus } from './viewerStatus';
import { ViewportFacts } from './viewportFacts';
import { liveMethod } from './viewQuery';

type Props = SharedProps & { edit: ShownEdit };

/** Before and after an edit beside each other: one zoom, one window, one scale for both maps. */
export function EditViewer(props: Props) {
  const { image, masks, prediction, edit, live, view, point } = props;
  const [second] = useState(() => otherLive(live));
  const [side, setSide] = useState<SideDrawn | null>(null);
  const layers = useMasks(masks);
  const address = mapAddress(edit.score.finding, liveMethod(view.method));
  const saliency = useSaliency(address(edit.links.saliency));
  const earlier = useSaliency(address(edit.links.saliencyBefore));
  const after = saliency.at === 'ready' ? saliency.map : null;
  const before = earlier.at === 'ready' ? earlier.map : null;
  const scale = mapScale(prediction, { ...view, method: liveMethod(view.method) }, [before, after]);
  const difference = useDifference({ map: before, scale }, { map: after, scale }, false);
  const subtracted = view.difference && difference?.at === 'ready' ? difference.map : null;
  const shown = subtracted ?? after;
  useViewerKeys({ live, point, grid: after ?? GRID, isPair: true, reserved: props.reserved });
  const zoneOf = (at: Point) => zoneAt(layers, at, restZone(prediction?.ledger?.zones ?? null, masks));
  const shared = {
    ...{ view, live, point, layers, size: image, range: scale?.range ?? 1 },
    aspect: image.width / image.height,
    frontal: image.frontal,
    anatomy: prediction?.anatomy ?? [],
  };
  const name = EDIT_WORDS[edit.kind].name;
  return (
    <section className="viewer" aria-label="Viewer">
      <Toolbar live={live} view={view} hasMap={saliency.at !== 'none'} hasMasks={masks.length > 0} isPair />
      <BesideBar {...props} editId={edit.id} />
      <EditLine edit={edit} />
      <div className="viewport wide" data-theme="dark">
        <div className="stage-pair">
          <EditSide
            {...shared}
            image={image.preview}
            alt={`Before: ${image.alt}`}
            map={before}
            mark={{ label: 'Before', box: edit.box }}
            says={(at, pixel) => probeWords(before, at, zoneOf(at), pixel)}
            onSide={setSide}
          />
          {edit.links.image === null ? (
            <GonePicture aspect={shared.aspect} />
          ) : (
            <EditSide
              key={edit.id}
              {...shared}
              live={second}
              view={second.now()}
              image={edit.links.image}
              alt={`After: ${name.toLowerCase()}`}
              map={shown}
              mark={{
                label: subtracted === null ? `After: ${name.toLowerCase()}` : 'After less before',
                box: edit.box,
              }}
              failure={GONE}
              says={(at, pixel) => probeWords(shown, at, zoneOf(at), pixel)}
            />
          )}
        </div>
        <div className="viewport-side">
          <MapBar scale={scale} view={view} maps={[before, after]} />
          <DifferenceNote wanted={view.difference} difference={difference} />
          <MapState state={saliency} wanted={prediction !== null} />
          <ViewportFacts
            live={live}
            grey={side?.grey ?? { grey: null, loading: 'idle' }}
            drawn={side?.drawn ?? null}
            map={after === null ? null : drawnWords(after, view.smooth)}
            outlined={view.contours && after !== null && masks.length > 0}
            pixels={planeWords(side)}
          />
        </div>
      </div>
      <ViewerStatus frontal={image.frontal} hasMap={prediction !== null}>
        <EditProbe point={point} before={before} after={after} unit={scale?.unit ?? ''} zoneOf={zoneOf} />
      </ViewerStatus>
    </section>
  );
}

/** Edits are made on this plane of the picture, and both are shown at its depth. */
const planeWords = (side: SideDrawn | null): string =>
  side?.grey.grey == null ? 'loading' : `8 bit, ${side.grey.grey.width} × ${side.grey.grey.height}, as it was edited`;

const GONE = 'The edited picture is gone. What the model answered to it is kept.';

function GonePicture({ aspect }: { aspect: number }) {
  return (
    <div className="stage gone" style={{ aspectRatio: aspect }}>
      <p className="stage-note">{GONE}</p>
    </div>
  );
}

/** Adds what the links of an edit's maps lack. */
const mapAddress =
  (finding: string, method: 'log-ratio' | 'cam') =>
  (link: string | null): string | null =>
    link === null ? null : `${link}&${new URLSearchParams({ finding, method })}`;
