/** A line of a stream, counted from 1; `text` null when it was longer than the limit. */
export type Line = { line: number; text: string | null };

const NEWLINE = 0x0a;

/**
 * The lines of a byte stream, in memory one at a time: what is longer than `limit` bytes is passed over, and told as
 * such. Empty lines count and are left out.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  let line = 1;
  let kept: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.byteLength;
    if (length <= limit) kept.push(part);
    else kept = [];
  };
  const take = (): Line | null => {
    const text = length > limit ? null : Buffer.concat(kept).toString('utf8').trim();
    const taken = { line, text };
    line += 1;
    kept = [];
    length = 0;
    return text === '' ? null : taken;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const taken = take();
      if (taken !== null) yield taken;
    }
    if (start < chunk.byteLength) keep(chunk.subarray(start));
  }
  const last = length > 0 ? take() : null;
  if (last !== null) yield last;
}
