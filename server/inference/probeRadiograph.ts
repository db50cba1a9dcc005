import type { Radiograph } from '@/server/image/radiograph';

/**
 * A pseudo-random image that is the same for the same seed: a gradient with noise, over the whole of 0–255, to try a
 * model on without any patient's image. Noise from a linear congruential generator (Numerical Recipes).
 */
export function probeRadiograph([height, width]: readonly [number, number], seed: number): Radiograph {
  const pixels = new Float32Array(height * width);
  let state = seed >>> 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const gradient = seed % 2 === 0 ? y / height : x / width;
      pixels[y * width + x] = 255 * (0.5 * gradient + 0.5 * (state / 2 ** 32));
    }
  }
  return { height, width, pixels };
}
