import { SIGNED_STOPS } from '@/app/saliency/signedScale';
import type { MapValues } from '@/server/queries/feed';
import { makeProgram, type Program } from './glProgram';
import { type TileTexture, uploadGrey, uploadMap } from './glTextures';
import type { Grey } from './grey';
import { type Painter, type Pane, toneOf } from './painter';
import type { View } from './viewQuery';

/**
 * The drawing buffer is kept for printing, which happens long after the frame. Not in software: there the shader took
 * 1,200 ms for a picture of 690 × 690 on a busy machine, where the 2D painter took 80.
 */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  depth: false,
  preserveDrawingBuffer: true,
  failIfMajorPerformanceCaveat: true,
};

const STOPS = Float32Array.from(SIGNED_STOPS.dark.flat(), (byte) => byte / 255);

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** What is on the card: pixels, and the map if there is one. */
type Loaded = { grey: Grey; tiles: TileTexture[] };
type LoadedMap = { texture: WebGLTexture; height: number; width: number };

/**
 * Window, inversion, zoom and overlay in one shader on the stored samples: a drag changes uniforms and draws one
 * triangle. Null where WebGL2 is missing, is done in software, or refuses the shader.
 */
export function glPainter(canvas: HTMLCanvasElement): Painter | null {
  const gl = canvas.getContext('webgl2', ATTRIBUTES);
  const program = gl === null || isSoftware(gl) ? null : makeProgram(gl);
  if (gl === null || program === null) return null;
  gl.uniform3fv(program.at.stops, STOPS);
  gl.uniform1i(program.at.samples, 0);
  gl.uniform1i(program.at.map, 1);
  let loaded: Loaded | null = null;
  let overlay: LoadedMap | null = null;
  let newest = 0;
  return {
    kind: 'webgl',
    async setGrey(grey) {
      newest += 1;
      const mine = newest;
      gl.activeTexture(gl.TEXTURE0);
      const tiles = await uploadGrey(gl, grey, nextFrame, () => mine !== newest || gl.isContextLost());
      if (tiles === null) return;
      for (const { texture } of loaded?.tiles ?? []) gl.deleteTexture(texture);
      loaded = { grey, tiles };
    },
    setMap(map: MapValues | null) {
      if (overlay !== null) gl.deleteTexture(overlay.texture);
      gl.activeTexture(gl.TEXTURE1);
      overlay = map === null ? null : { texture: uploadMap(gl, map), height: map.height, width: map.width };
      gl.activeTexture(gl.TEXTURE0);
    },
    draw(view, range, panes) {
      gl.clearColor(0, 0, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      if (loaded === null) return;
      for (const pane of panes.filter(({ width }) => width > 0))
        drawPane(gl, program, { loaded, overlay, view, range, pane, bottom: canvas.height });
    },
    end() {
      newest += 1;
      for (const { texture } of loaded?.tiles ?? []) gl.deleteTexture(texture);
      if (overlay !== null) gl.deleteTexture(overlay.texture);
      [loaded, overlay] = [null, null];
    },
  };
}

/** The flag above is not set by every browser that draws in software; the name of the renderer gives it away. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL));
  return /swiftshader|llvmpipe|softpipe|basic render|software/i.test(name);
}

type Scene = {
  loaded: Loaded;
  overlay: LoadedMap | null;
  view: View;
  range: number;
  pane: Pane;
  /** Height of the canvas: GL counts rows from below. */
  bottom: number;
};

function drawPane(gl: WebGL2RenderingContext, { at }: Program, scene: Scene): void {
  const { loaded, overlay, view, range, pane, bottom } = scene;
  const { grey, tiles } = loaded;
  gl.viewport(pane.left, bottom - pane.top - pane.height, pane.width, pane.height);
  gl.uniform2f(at.imageSide, grey.width, grey.height);
  gl.uniform3f(at.place, view.zoom, view.x, view.y);
  gl.uniform2f(at.footprint, grey.width / pane.width / view.zoom, grey.height / pane.height / view.zoom);
  gl.uniform2f(at.line, grey.scale, grey.offset);
  gl.uniform2f(at.tone, ...toneOf(view));
  const opacity = pane.overlay && overlay !== null ? view.opacity / 100 : 0;
  gl.uniform4f(at.overlay, range, view.cut / 100, opacity, 0);
  gl.uniform1i(at.smoothly, view.smooth ? 1 : 0);
  if (overlay !== null) {
    gl.uniform2i(at.grid, overlay.width, overlay.height);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, overlay.texture);
    gl.activeTexture(gl.TEXTURE0);
  }
  for (const { core, held, texture } of tiles) {
    gl.uniform4f(at.core, core.left, core.top, core.width, core.height);
    gl.uniform4f(at.held, held.left, held.top, held.width, held.height);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}
