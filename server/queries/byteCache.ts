/** Keeps what was used last, up to so many bytes in all; what alone takes more than half of them is not kept. */
export class ByteCache {
  private readonly most: number;
  private readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
  private bytes = 0;

  constructor(most: number) {
    this.most = most;
  }

  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    const found = this.kept.get(key);
    if (found === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found;
  }

  set(key: string, value: Uint8Array<ArrayBuffer>): void {
    this.forget(key);
    if (value.length > this.most / 2) return;
    this.kept.set(key, value);
    this.bytes += value.length;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.most) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.length ?? 0;
    this.kept.delete(key);
  }
}
