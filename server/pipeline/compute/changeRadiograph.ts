import { seededRandom } from '@/server/edit/seededRandom';
import type { ImageChange } from './perturbTask';

type Plane = { height: number; width: number; pixels: Float32Array };

/** The grey range that a share of noise is of. */
const GREY = 255;

/**
 * A radiograph with noise added and moved by pixels of the model's input, which are several of its own where it is
 * larger: the same change for the model whatever the image's size. What is moved in repeats the edge. The same seed
 * gives the same noise.
 * @param input [height, width] of the model's input
 */
export function changeRadiograph<Image extends Plane>(
  image: Image,
  { noise, shift }: ImageChange,
  input: readonly [height: number, width: number],
  seed: string,
): Image {
  const [down, right] = [ownPixels(shift[0], image.height, input[0]), ownPixels(shift[1], image.width, input[1])];
  const normal = openNormal(seededRandom(seed));
  const { height, width } = image;
  const pixels = new Float32Array(image.pixels.length);
  for (let y = 0; y < height; y++) {
    const row = clamp(y - down, height) * width;
    for (let x = 0; x < width; x++) {
      const value = image.pixels[row + clamp(x - right, width)] ?? 0;
      pixels[y * width + x] = noise === 0 ? value : value + noise * GREY * normal();
    }
  }
  return { ...image, pixels };
}

/** At least one where any shift was asked for. */
function ownPixels(shift: number, side: number, input: number): number {
  return Math.sign(shift) * Math.max(Math.abs(shift) > 0 ? 1 : 0, Math.round((Math.abs(shift) * side) / input));
}

const clamp = (place: number, side: number): number => Math.min(Math.max(place, 0), side - 1);

/** Standard normal numbers, by Box and Muller (Ann Math Stat 1958; 29:610). */
function openNormal(random: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
