import { colourMap } from '@/app/saliency/colourMap';
import { interpolateMap } from '@/app/saliency/interpolateMap';
import type { MapValues } from '@/server/queries/feed';
import type { Grey } from './grey';
import { type Painter, type Pane, toneOf } from './painter';
import { drawWindowed, resample } from './resample';
import type { View } from './viewQuery';

/** Long side of an interpolated overlay; the browser enlarges it further, far below a cell's size. */
const SMOOTH_SIDE = 336;

/** While it moves, one pixel stands for 2 × 2: a fine picture of 690 × 690 costs 3 ms, a coarse one less than 1. */
const COARSE = 2;

/**
 * The viewer without a graphics card: samples at the screen's resolution are kept, so that a window is a line on each;
 * the overlay is a small picture that the browser enlarges. Null without a 2D context.
 */
export function flatPainter(canvas: HTMLCanvasElement): Painter | null {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return null;
  let grey: Grey | null = null;
  let map: MapValues | null = null;
  const drawnMap = keepLast(overlayPicture);
  const [fine, coarse] = [greyPictures(), greyPictures()];
  return {
    kind: 'canvas',
    async setGrey(next) {
      grey = next;
    },
    setMap(next) {
      map = next;
    },
    draw(view, range, panes, moving) {
      context.fillStyle = '#000';
      context.fillRect(0, 0, canvas.width, canvas.height);
      if (grey === null) return;
      for (const pane of panes.filter(({ width }) => width > 0)) {
        const picture = moving ? coarse(grey, view, pane, COARSE) : fine(grey, view, pane, 1);
        context.imageSmoothingEnabled = true;
        context.drawImage(picture, pane.left, pane.top, pane.width, pane.height);
        if (!pane.overlay || map === null) continue;
        drawOverlay(context, drawnMap(map, range, view.smooth, view.cut), view, pane);
      }
    },
    end() {
      grey = null;
    },
  };
}

/** Pictures of the image without its overlay, one of `per` × `per` canvas pixels each; made anew only when they change. */
function greyPictures() {
  const sampled = keepLast(resample);
  const windowed = keepLast(windowInto());
  return (grey: Grey, view: View, pane: Pane, per: number): OffscreenCanvas => {
    const [width, height] = [Math.ceil(pane.width / per), Math.ceil(pane.height / per)];
    const samples = sampled(grey, view.zoom, view.x, view.y, width, height);
    return windowed(grey, samples, view.window, view.level, view.invert, width);
  };
}

/** Remembers the last call: panes of one frame ask for the same, and so does each frame of a drag. */
function keepLast<Args extends unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result {
  let last: { args: Args; result: Result } | null = null;
  return (...args) => {
    if (last === null || last.args.some((value, i) => value !== args[i])) last = { args, result: work(...args) };
    return last.result;
  };
}

/**
 * Draws samples [height, width] through a window into one picture that is used again and again: a new one for each
 * frame of a drag would be 2 MB of garbage 60 times a second.
 */
function windowInto() {
  const picture = new OffscreenCanvas(1, 1);
  let image: ImageData | null = null;
  return (
    grey: Grey,
    samples: Uint16Array,
    window: number,
    level: number,
    invert: boolean,
    width: number,
  ): OffscreenCanvas => {
    const height = samples.length / width;
    if (image?.width !== width || image.height !== height) {
      image = new ImageData(width, height);
      [picture.width, picture.height] = [width, height];
    }
    drawWindowed(new Uint32Array(image.data.buffer), samples, grey, toneOf({ window, level, invert }));
    picture.getContext('2d', { alpha: false })?.putImageData(image, 0, 0);
    return picture;
  };
}

function overlayPicture(map: MapValues, range: number, smooth: boolean, cut: number): OffscreenCanvas {
  const scale = smooth ? Math.max(1, Math.floor(SMOOTH_SIDE / Math.max(map.height, map.width))) : 1;
  const drawn = smooth ? interpolateMap(map, map.height * scale, map.width * scale) : map;
  const { rgba, width, height } = colourMap(drawn, range, 'dark', cut / 100);
  const picture = new OffscreenCanvas(width, height);
  picture.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return picture;
}

function drawOverlay(
  context: CanvasRenderingContext2D,
  picture: OffscreenCanvas,
  { zoom, x, y, smooth, opacity }: View,
  { left, top, width, height }: Pane,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.globalAlpha = opacity / 100;
  context.imageSmoothingEnabled = smooth;
  const [drawnWidth, drawnHeight] = [width * zoom, height * zoom];
  const [dx, dy] = [left + width / 2 - x * drawnWidth, top + height / 2 - y * drawnHeight];
  context.drawImage(picture, dx, dy, drawnWidth, drawnHeight);
  context.restore();
}
