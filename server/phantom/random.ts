/**
 * A stream of pseudo-random numbers: Chris Doty-Humphrey's sfc32 (PractRand), 128 bits of state, seeded by splitmix32
 * from a study's seed and the name of the part that draws. Each part of a study has its own stream, so that a part
 * that draws more does not move the others.
 */
export type RandomStream = {
  /** 32 random bits, as a signed integer: V8 keeps those without allocating. */
  bits(): number;
  /** Uniform on [low, high). */
  uniform(low: number, high: number): number;
  /** Normal by Box–Muller, one value per call (two draws). */
  normal(mean: number, sd: number): number;
  /** True with probability p. Always one draw. */
  chance(p: number): boolean;
};

const TWO_32 = 4294967296;

/** splitmix32's finaliser (Steele et al. 2014, murmur3 constants): a bijection of 32 bits that avalanches. */
function mix(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** Folds a whole seed and a name into 32 bits; used for streams and for the seeds of the studies of a cohort. */
export function foldSeed(seed: number, name: string): number {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed: ${seed}`);
  let h = mix((seed >>> 0) + 0x9e3779b9);
  h = mix(h ^ Math.floor(seed / TWO_32));
  for (let i = 0; i < name.length; i++) h = mix(h + 0x9e3779b9 + name.charCodeAt(i));
  return h;
}

/**
 * The stream of one part of a study.
 * @throws RangeError `seed: …` unless a safe integer ≥ 0
 */
export function openStream(seed: number, part: string): RandomStream {
  let state = foldSeed(seed, part);
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) | 0;
  };
  let a = next();
  let b = next();
  let c = next();
  let counter = 1;
  const bits = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t;
  };
  for (let i = 0; i < 12; i++) bits();
  const unit = () => (bits() >>> 0) / TWO_32;
  return {
    bits,
    uniform: (low, high) => low + (high - low) * unit(),
    normal: (mean, sd) => mean + sd * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    chance: (p) => unit() < p,
  };
}
