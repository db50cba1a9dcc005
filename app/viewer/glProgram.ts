import { FRAGMENT, VERTEX } from './shader';

type Uniform =
  | 'samples'
  | 'imageSide'
  | 'core'
  | 'held'
  | 'place'
  | 'footprint'
  | 'line'
  | 'tone'
  | 'map'
  | 'grid'
  | 'overlay'
  | 'smoothly'
  | 'stops';

export type Program = { program: WebGLProgram; at: Record<Uniform, WebGLUniformLocation | null> };

/** Compiles the viewer's shader and makes it the current one; null when the driver will not have it. */
export function makeProgram(gl: WebGL2RenderingContext): Program | null {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's use, not React's
  gl.useProgram(program);
  const find = (name: Uniform) => gl.getUniformLocation(program, name);
  return {
    program,
    at: {
      samples: find('samples'),
      imageSide: find('imageSide'),
      core: find('core'),
      held: find('held'),
      place: find('place'),
      footprint: find('footprint'),
      line: find('line'),
      tone: find('tone'),
      map: find('map'),
      grid: find('grid'),
      overlay: find('overlay'),
      smoothly: find('smoothly'),
      stops: find('stops'),
    },
  };
}
