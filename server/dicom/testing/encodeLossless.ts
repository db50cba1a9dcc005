/** How a lossless JPEG is made for tests: any predictor, point transform and restarts, as no tool at hand offers. */
export type LosslessOptions = { precision: number; predictor: number; pointTransform: number; restartLines: number };

/** Codes of 5 bits for the sizes 0 to 16: simple, and complete enough for every difference. */
const CODE_LENGTH = 5;

class BitWriter {
  readonly bytes: number[] = [];
  private bits = 0;
  private held = 0;

  put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      this.bits = (this.bits << 1) | ((value >> bit) & 1);
      this.held += 1;
      if (this.held === 8) this.flush();
    }
  }

  /** Fills the byte with ones (ITU-T T.81 F.1.2.3). */
  align(): void {
    while (this.held > 0) this.put(1, 1);
  }

  private flush(): void {
    this.bytes.push(this.bits, ...(this.bits === 255 ? [0] : []));
    this.bits = 0;
    this.held = 0;
  }
}

const uint16 = (value: number) => [value >> 8, value & 255];
const segment = (marker: number, body: number[]) => [0xff, marker, ...uint16(body.length + 2), ...body];

function putDifference(writer: BitWriter, difference: number): void {
  const wrapped = difference & 0xffff;
  const value = wrapped > 32_768 ? wrapped - 65_536 : wrapped;
  const size = value === 0 ? 0 : 32 - Math.clz32(Math.abs(value));
  writer.put(size, CODE_LENGTH);
  if (size > 0 && size < 16) writer.put(value < 0 ? value + 2 ** size - 1 : value, size);
}

/** Table H.1, written apart from the decoder's. */
const PREDICTORS: ((a: number, b: number, c: number) => number)[] = [
  () => 0,
  (a) => a,
  (_, b) => b,
  (_, __, c) => c,
  (a, b, c) => a + b - c,
  (a, b, c) => a + Math.floor((b - c) / 2),
  (a, b, c) => b + Math.floor((a - c) / 2),
  (a, b) => Math.floor((a + b) / 2),
];

/** One component, `samples` [height, width] below 2^precision, as a lossless JPEG codestream. */
export function encodeLossless(samples: Uint16Array, height: number, width: number, options: LosslessOptions): Buffer {
  const { precision, predictor, pointTransform, restartLines } = options;
  const writer = new BitWriter();
  const at = (y: number, x: number) => (samples[y * width + x] ?? 0) >> pointTransform;
  for (let y = 0; y < height; y += 1) {
    const isFirst = y === 0 || (restartLines > 0 && y % restartLines === 0);
    if (isFirst && y > 0) {
      writer.align();
      writer.bytes.push(0xff, 0xd0 + ((y / restartLines - 1) % 8));
    }
    for (let x = 0; x < width; x += 1) {
      let guess: number;
      if (isFirst) guess = x === 0 ? 2 ** (precision - pointTransform - 1) : at(y, x - 1);
      else if (x === 0) guess = at(y - 1, x);
      else guess = PREDICTORS[predictor]?.(at(y, x - 1), at(y - 1, x), at(y - 1, x - 1)) ?? 0;
      putDifference(writer, at(y, x) - guess);
    }
  }
  writer.align();
  const sizes = Array.from({ length: 17 }, (_, size) => size);
  const counts = Array.from({ length: 16 }, (_, index) => (index === CODE_LENGTH - 1 ? sizes.length : 0));
  return Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xc3, [precision, ...uint16(height), ...uint16(width), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0, ...counts, ...sizes]),
    ...segment(0xdd, uint16(restartLines * width)),
    ...segment(0xda, [1, 1, 0, predictor, 0, pointTransform]),
    ...writer.bytes,
    ...[0xff, 0xd9],
  ]);
}
