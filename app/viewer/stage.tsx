'use client';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { LivePoint } from './livePoint';
import type { LiveView } from './liveView';
import type { Subject } from './painter';
import { Pane, type PaneProps } from './pane';
import { useZoomed, zoomedStyle } from './useZoomed';
import { type Drawn, ViewCanvas } from './viewCanvas';
import type { View } from './viewQuery';

export type StageProps = Omit<PaneProps, 'overlay' | 'says' | 'live' | 'point'> & {
  image: string;
  alt: string;
  aspect: number;
  live: LiveView;
  point: LivePoint;
  subject: Subject | null;
  /** Plain and overlay are never beside each other here, whatever the view says. */
  single?: boolean;
  says: PaneProps['says'];
  /** Said when the picture does not come. */
  failure?: string;
  onPicture: (picture: HTMLImageElement) => void;
  onDrawn: (drawn: Drawn) => void;
};

/** One pane, or plain and overlay beside each other: the picture, the canvas that takes its place, and what lies on it. */
export function Stage({
  image,
  alt,
  aspect,
  subject,
  single = false,
  failure = 'The picture cannot be shown.',
  onPicture,
  onDrawn,
  ...pane
}: StageProps) {
  const { view, live } = pane;
  const isSide = view.side && !single;
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const tell = (what: Drawn): void => {
    setDrawn(true);
    onDrawn(what);
  };
  const fail = (): void => setFailed(true);
  return (
    <div
      className={`stage${drawn ? ' drawn' : failed ? ' failed' : ''}`}
      data-panes={isSide ? 2 : 1}
      style={frameStyle(aspect, isSide)}
    >
      <Picture src={image} alt={alt} view={view} live={live} onPicture={onPicture} onFail={fail} />
      {isSide && <Picture src={image} alt="" view={view} live={live} />}
      <ViewCanvas live={live} subject={subject} single={single} onDrawn={tell} />
      <Pane {...pane} overlay={view.overlay && !isSide} />
      {isSide && <Pane {...pane} overlay />}
      {failed && <p className="stage-note">{failure}</p>}
    </div>
  );
}

type PictureProps = {
  src: string;
  alt: string;
  view: View;
  live: LiveView;
  onPicture?: (picture: HTMLImageElement) => void;
  onFail?: () => void;
};

/** The server's 8-bit picture: on the screen before any script runs, and under the canvas from then on. */
function Picture({ src, alt, view, live, onPicture, onFail }: PictureProps) {
  const layer = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  useZoomed(live, layer);
  // It may be there before anything of ours listens.
  useEffect(() => {
    if (picture.current?.complete === true && picture.current.naturalWidth > 0) onPicture?.(picture.current);
  }, [onPicture]);
  return (
    <div className="stage-picture">
      <div ref={layer} className="stage-inner" style={zoomedStyle(view)}>
        {/* biome-ignore lint/performance/noImgElement: an exact radiograph, not an optimised picture */}
        <img
          src={src}
          alt={alt}
          draggable={false}
          fetchPriority="high"
          ref={picture}
          onLoad={(event) => onPicture?.(event.currentTarget)}
          onError={onFail}
        />
      </div>
    </div>
  );
}

/** Pixels below which the frame rather scrolls than shrinks; phones are narrower and use their whole width. */
const MIN_STAGE = 420;

/**
 * The frame keeps the image's aspect and is never higher than the window, so that all of it is seen at once; pages that
 * have more above it say how much.
 */
function frameStyle(aspect: number, side: boolean): CSSProperties {
  const whole = side ? aspect * 2 : aspect;
  return {
    aspectRatio: whole,
    maxWidth: `max(${MIN_STAGE}px, calc((100vh - var(--above-stage, 144px)) * ${whole.toFixed(4)}))`,
  };
}
