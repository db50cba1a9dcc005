import { backgroundMask } from '@/server/audit/backgroundMask';
import { collimationBorder } from '@/server/audit/collimationBorder';
import { connectedComponents } from '@/server/audit/connectedComponents';
import { FRAME_SHARE } from '@/server/audit/definition';
import { markerMask } from '@/server/audit/markerMask';
import type { Mask } from '@/server/audit/mask';
import type { MarkerBox } from '@/server/audit/mergeGlyphs';
import type { Raster } from '@/server/audit/raster';
import type { LinkCase } from './linkContent';
import type { ImagePolicy } from './linkPolicy';

/** A picture for strangers; `box`: where it was cut out of the whole image, as shares. */
export type SharedPicture = { raster: Raster; box: NonNullable<LinkCase['picture']>['box'] };

export type DrawnPolicy = Exclude<ImagePolicy, 'none'>;

type Input = {
  /** At most about 1024 wide. */
  raster: Raster;
  /** In the raster's size; null where none is known. */
  lungs: Mask | null;
  /** Marks as they were delivered or found before; found ones are added here. */
  marker: Mask | null;
};

const OUTLINE = 200;

/**
 * Draws what a policy lets through of a radiograph: the frame is cut off, and burned-in marks that were found are
 * blank, whatever the policy. What is not found is not blank: pages say so.
 */
export function drawShared({ raster, lungs, marker }: Input, policy: DrawnPolicy): SharedPicture {
  const background = backgroundMask(raster);
  const body = largestOutside(background);
  const pixels = new Float32Array(raster.pixels.length);
  if (policy === 'attribution') {
    for (const mask of [body, lungs]) if (mask !== null) drawEdge(pixels, mask);
  } else {
    const { mask: marks, boxes } = markerMask(raster, lungs, background);
    for (const box of boxes) blankAround(marks, box);
    for (let i = 0; i < pixels.length; i++) {
      const isBlank = marks.data[i] === 1 || marker?.data[i] === 1 || (policy === 'body' && body.data[i] === 0);
      pixels[i] = isBlank ? 0 : (raster.pixels[i] ?? 0);
    }
  }
  return cropped({ ...raster, pixels }, innerBox(raster));
}

/** A line of text may go on with a letter that was not found: two letters either way are blank too, of a mark one half. */
function blankAround({ height, width, data }: Mask, box: MarkerBox): void {
  const across = Math.round((box.kind === 'text' ? 2 : 0.5) * box.height);
  const down = Math.round(0.3 * box.height);
  const [left, right] = [Math.max(0, box.x - across), Math.min(width, box.x + box.width + across)];
  const bottom = Math.min(height, box.y + box.height + down);
  for (let y = Math.max(0, box.y - down); y < bottom; y++) data.fill(1, y * width + left, y * width + right);
}

type PixelBox = { left: number; top: number; right: number; bottom: number };

/** Inside of the frame, in pixels; the whole image where a frame would leave almost nothing. */
function innerBox(raster: Raster): PixelBox {
  const { height, width } = raster;
  const border = collimationBorder(raster);
  const outer = Math.round(FRAME_SHARE * Math.min(height, width));
  const box = {
    left: Math.max(outer, border.left),
    top: Math.max(outer, border.top),
    right: width - Math.max(outer, border.right),
    bottom: height - Math.max(outer, border.bottom),
  };
  const small = box.right - box.left < width / 4 || box.bottom - box.top < height / 4;
  return small ? { left: outer, top: outer, right: width - outer, bottom: height - outer } : box;
}

function cropped({ height, width, pixels }: Raster, { left, top, right, bottom }: PixelBox): SharedPicture {
  const data = new Float32Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++) {
    data.set(pixels.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  return {
    raster: { height: bottom - top, width: right - left, pixels: data },
    box: { left: left / width, top: top / height, right: right / width, bottom: bottom / height },
  };
}

/** The largest piece of what is not background: letters beside the body are pieces of their own. */
function largestOutside({ height, width, data }: Mask): Mask {
  const outside = { height, width, data: data.map((value) => 1 - value) };
  const { runs, labels, components } = connectedComponents(outside, 4);
  const largest = components.reduce<{ label: number; area: number }>((a, b) => (b.area > a.area ? b : a), {
    label: 0,
    area: 0,
  });
  const body = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let run = runs.rows[y] ?? 0; run < (runs.rows[y + 1] ?? 0); run++) {
      if (labels[run] === largest.label)
        body.fill(1, y * width + (runs.start[run] ?? 0), y * width + (runs.end[run] ?? 0));
    }
  }
  return { height, width, data: body };
}

/** Pixels of a mask that have a neighbour outside it, two wide. */
function drawEdge(pixels: Float32Array, { height, width, data }: Mask): void {
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const i = y * width + x;
      const isEdge =
        data[i] === 1 &&
        (data[i - 2] === 0 || data[i + 2] === 0 || data[i - 2 * width] === 0 || data[i + 2 * width] === 0);
      if (isEdge) pixels[i] = OUTLINE;
    }
  }
}
