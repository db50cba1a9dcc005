import { boxMask } from '@/server/audit/drawMask.fixture';
import type { EditSubject } from './edit';

type Rectangle = [x: number, y: number, width: number, height: number];

/** 112×112: a body that brightens downwards with a fine texture, two lungs, an outer frame and a bright marker. */
export function drawSubject({
  marker = [90, 14, 5, 9],
  size = 112,
  flat = null,
}: {
  marker?: Rectangle | null;
  size?: number;
  flat?: number | null;
} = {}): EditSubject {
  const pixels = Float32Array.from(
    { length: size * size },
    (_, i) => flat ?? 80 + Math.floor(i / size) / 2 + ((i * 7) % 11),
  );
  const letters = boxMask(size, size, ...(marker ? [marker] : []));
  if (flat === null) for (let i = 0; i < pixels.length; i++) if (letters.data[i]) pixels[i] = 240;
  const frame = boxMask(size, size, [0, 0, size, 7], [0, size - 7, size, 7], [0, 0, 7, size], [size - 7, 0, 7, size]);
  const lungs = boxMask(size, size, [20, 25, 28, 55], [62, 25, 28, 55]);
  return { raster: { height: size, width: size, pixels }, marker: letters, frame, lungs };
}

/** The same with a black border of so many pixels. */
export function withBorder(subject: EditSubject, border: number): EditSubject {
  const { height, width } = subject.raster;
  const pixels = subject.raster.pixels.map((value, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return Math.min(x, y, width - 1 - x, height - 1 - y) < border ? 5 : value;
  });
  return { ...subject, raster: { height, width, pixels } };
}
