import type { MapValues } from '@/server/queries/feed';
import type { Grey } from './grey';
import { type Tile, tilesOf } from './tiles';

export type TileTexture = Tile & { texture: WebGLTexture };

/** Averaging reaches two pixels beyond a tile at least; so many make sure at any zoom up to a quarter. */
const BORDER = 8;

/** Bytes that are handed to the driver at once: about a millisecond. */
const SLICE = 2_000_000;

/** No texture larger than this, though the driver may say so: some then fail for want of one piece of memory. */
const MOST_SIDE = 4096;

function emptyTexture(gl: WebGL2RenderingContext, format: number, width: number, height: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
  gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
  return texture;
}

/**
 * Uploads samples as unsigned integers, tile by tile and slice by slice with `pause` between slices, so that no frame
 * waits for 18 MB. Null when `isStale` says, between two slices, that nobody wants them any more.
 */
export async function uploadGrey(
  gl: WebGL2RenderingContext,
  grey: Grey,
  pause: () => Promise<void>,
  isStale: () => boolean,
): Promise<TileTexture[] | null> {
  const most = Math.min(MOST_SIDE, gl.getParameter(gl.MAX_TEXTURE_SIZE));
  const isWide = grey.samples instanceof Uint16Array;
  const done: TileTexture[] = [];
  for (const tile of tilesOf(grey.height, grey.width, most, BORDER)) {
    const { held } = tile;
    const texture = emptyTexture(gl, isWide ? gl.R16UI : gl.R8UI, held.width, held.height);
    done.push({ ...tile, texture });
    const rows = Math.max(1, Math.floor(SLICE / (held.width * grey.samples.BYTES_PER_ELEMENT)));
    for (let row = 0; row < held.height; row += rows) {
      if (row > 0) await pause();
      if (isStale()) {
        for (const { texture: unwanted } of done) gl.deleteTexture(unwanted);
        return null;
      }
      gl.bindTexture(gl.TEXTURE_2D, texture);
      uploadRows(gl, grey, tile, row, Math.min(rows, held.height - row));
    }
  }
  return done;
}

function uploadRows(gl: WebGL2RenderingContext, grey: Grey, { held }: Tile, row: number, rows: number): void {
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, grey.width);
  const first = (held.top + row) * grey.width + held.left;
  const type = grey.samples instanceof Uint16Array ? gl.UNSIGNED_SHORT : gl.UNSIGNED_BYTE;
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, row, held.width, rows, gl.RED_INTEGER, type, grey.samples, first);
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
}

/** A map's raw values, one texel a cell. */
export function uploadMap(gl: WebGL2RenderingContext, map: MapValues): WebGLTexture {
  const texture = emptyTexture(gl, gl.R32F, map.width, map.height);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
  const values = Float32Array.from(map.values);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, map.width, map.height, gl.RED, gl.FLOAT, values);
  return texture;
}
