import { corrupt, truncated } from '../corrupt';

/**
 * Bits of the entropy-coded data of a JPEG scan (ITU-T T.81 F.2.2.5), stuffed zeros taken out. It ends at the first
 * marker; behind it are zeros, and `isOverrun` says whether any of them were taken.
 */
export class EntropyReader {
  private readonly bytes: Uint8Array;
  private at: number;
  private bits = 0;
  private held = 0;
  private madeUp = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.at = start;
  }

  /** The next 16 bits, not taken. */
  peek(): number {
    while (this.held < 16) this.fill();
    return (this.bits >>> (this.held - 16)) & 0xffff;
  }

  take(count: number): void {
    this.held -= count;
  }

  get isOverrun(): boolean {
    return this.held < this.madeUp;
  }

  private fill(): void {
    const byte = this.bytes[this.at];
    const ends = byte === undefined || (byte === 0xff && this.bytes[this.at + 1] !== 0);
    this.bits = (this.bits << 8) | (ends ? 0 : byte);
    this.held += 8;
    if (ends) this.madeUp += 8;
    else this.at += byte === 0xff ? 2 : 1;
  }

  /** Goes on behind the restart marker that must be here. */
  restart(): void {
    if (this.isOverrun) throw truncated('the JPEG data end before their pixels do');
    const marker = this.bytes[this.at + 1] ?? 0;
    if (this.bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7)
      throw corrupt('no JPEG restart marker where one must be');
    this.at += 2;
    this.bits = 0;
    this.held = 0;
    this.madeUp = 0;
  }
}
