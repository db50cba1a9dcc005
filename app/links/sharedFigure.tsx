import { fixed } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import { HIDDEN_BAND, signedColour, signedGradient } from '@/app/saliency/signedScale';
import type { LinkCase } from '@/server/links/linkContent';

const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

type Props = { shown: LinkCase; picture: string | null };

/** The picture, plain and with the map over it, or whichever of both the link has; one colour bar. */
export function SharedFigure({ shown, picture }: Props) {
  const { map, finding } = shown;
  if (picture === null && map === null) return null;
  const name = findingName(finding ?? '');
  const frame = shown.picture?.box ?? WHOLE;
  const shape = { aspectRatio: shown.picture === null ? '1' : `${shown.picture.width} / ${shown.picture.height}` };
  const isOutline = shown.picture?.isOutline === true;
  const isFrontal = shown.picture?.isFrontal === true;
  const alt = isOutline ? 'Outlines of body and lungs' : 'Chest radiograph, frame cut off';
  return (
    <>
      <div className={picture !== null && map !== null && !isOutline ? 'shared-pair' : 'shared-one'}>
        {picture !== null && !(isOutline && map !== null) && (
          <figure>
            <div className="shared-image" style={shape}>
              <Plain src={picture} alt={alt} isFrontal={isFrontal} />
            </div>
            <figcaption>{isOutline ? 'Outlines' : 'Plain'}</figcaption>
          </figure>
        )}
        {map !== null && (
          <figure>
            <div className="shared-image" style={shape}>
              {picture !== null && <Plain src={picture} alt={alt} isFrontal={isFrontal} />}
              <Cells map={map} frame={frame} label={`Map of ${name}`} />
            </div>
            <figcaption>Where the model collected evidence for {name}</figcaption>
          </figure>
        )}
      </div>
      {map !== null && <Bar map={map} name={name} />}
    </>
  );
}

/** Left and right are known of frontal views alone. */
function Plain({ src, alt, isFrontal }: { src: string; alt: string; isFrontal: boolean }) {
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: it is not to be cached nor resized by anybody */}
      <img src={src} alt={alt} referrerPolicy="no-referrer" />
      {isFrontal && (
        <>
          <span className="shared-side right" aria-hidden="true">
            R
          </span>
          <span className="shared-side left" aria-hidden="true">
            L
          </span>
        </>
      )}
    </>
  );
}

type Map = NonNullable<LinkCase['map']>;

/** True cells in the coordinates of the whole image, of which `frame` is seen. */
function Cells({ map, frame, label }: { map: Map; frame: typeof WHOLE; label: string }) {
  const { height, width, values, range } = map;
  const view = `${frame.left * width} ${frame.top * height} ${(frame.right - frame.left) * width} ${(frame.bottom - frame.top) * height}`;
  return (
    <svg
      className="shared-cells"
      viewBox={view}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      {values.map((value, cell) =>
        Math.abs(value) < HIDDEN_BAND * range ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
            key={cell}
            x={cell % width}
            y={Math.floor(cell / width)}
            width="1"
            height="1"
            fill={`rgb(${signedColour(value, range, 'dark').join(' ')})`}
          />
        ),
      )}
    </svg>
  );
}

function Bar({ map: { range, unit, height, width }, name }: { map: Map; name: string }) {
  const end = fixed(range, Number.isInteger(range) ? 0 : 2);
  return (
    <div className="shared-bar">
      <span style={{ backgroundImage: signedGradient('to right', 'dark') }} />
      <ol>
        <li>−{end} against</li>
        <li>0</li>
        <li>
          +{end} for {name}
        </li>
      </ol>
      <p>
        {unit === 'logits' ? 'Logits per cell' : 'As its sender gave it, on a scale of its own'}, {height} × {width}{' '}
        cells. Values near 0 are not drawn.
      </p>
    </div>
  );
}
