/** Planes of one size that the picture being rendered may use; `used` of them are taken. */
type Pool = { length: number; planes: Float32Array[]; used: number };

let pool: Pool = { length: 0, planes: [], used: 0 };

/**
 * Begins a picture: every plane taken before is free again. A picture takes some 25 planes; taking them anew each time
 * spends a third of the time on collecting them (measured at 224 pixels). Rendering is synchronous, so one pool is
 * enough, and planes of another size are dropped.
 */
export function freePlanes(size: number): void {
  if (pool.length !== size * size) pool = { length: size * size, planes: [], used: 0 };
  pool.used = 0;
}

/** A plane [size, size] of zeros, valid until the next `freePlanes`; never handed out of a rendering. */
export function takePlane(size: number): Float32Array {
  if (pool.length !== size * size) return new Float32Array(size * size);
  const plane = pool.planes[pool.used] ?? new Float32Array(size * size);
  if (pool.used < pool.planes.length) plane.fill(0);
  pool.planes[pool.used] = plane;
  pool.used += 1;
  return plane;
}
