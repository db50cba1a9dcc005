import { Worker } from 'node:worker_threads';
import { z } from 'zod';

const DECODERS = {
  'jpeg-ls': { module: '@cornerstonejs/codec-charls/decodewasmjs', name: 'JpegLSDecoder' },
  'jpeg-2000': { module: '@cornerstonejs/codec-openjpeg/decodewasmjs', name: 'J2KDecoder' },
} as const;

export type ThreadCoding = keyof typeof DECODERS;

/**
 * What the thread runs, as text: no bundler has to know of a further file, and none takes the decoders apart, whose
 * wasm files would be lost. Modules are found from the working folder, which is the checkout (the pages need it too).
 * The decoders report damage by throwing numbers, or only by a line that says so: any line with ERROR or WARNING
 * counts, for the rest of such a picture is grey. Damage is answered with null.
 */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
let damaged = false;
const note = (line) => { if (/ERROR|WARNING/.test(String(line))) damaged = true; };
function decode(codec, stream) {
  const decoder = new codec[workerData.name]();
  decoder.getEncodedBuffer(stream.length).set(stream);
  decoder.decode();
  const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
  const interleave = decoder.getInterleaveMode ? decoder.getInterleaveMode() : 2;
  const bytes = new Uint8Array(decoder.getDecodedBuffer());
  decoder.delete();
  const frame = { width, height, components: componentCount, precision: bitsPerSample };
  return { frame, isPlanar: interleave === 0 && componentCount > 1, bytes, heap: codec.HEAPU8.length };
}
const ready = require(workerData.module)({ print: note, printErr: note });
parentPort.on('message', async (stream) => {
  const codec = await ready;
  damaged = false;
  let answer = null;
  try { answer = decode(codec, stream); } catch { damaged = true; }
  if (damaged) parentPort.postMessage(null);
  else parentPort.postMessage(answer, [answer.bytes.buffer]);
});
`;

const answer = z.object({
  frame: z.object({ height: z.number(), width: z.number(), components: z.number(), precision: z.number() }),
  /** Components lie one after the other. */
  isPlanar: z.boolean(),
  bytes: z.instanceof(Uint8Array),
  /** Bytes of memory that the decoder has taken, which it never gives back. */
  heap: z.number(),
});

export type ThreadAnswer = z.infer<typeof answer>;

/** Memory with which a thread may go on; 2048 × 2048 pixels take about half of it. */
const MOST_HEAP = 300_000_000;

/** Milliseconds without work after which a thread is ended. */
const IDLE = 30_000;

/**
 * A decoder in a thread of its own, since it is synchronous, may not come to an end, and may take gigabytes: the
 * thread can be ended. It is kept while it works well, for compiling the decoder costs more than a small picture.
 * One question at a time.
 */
export class DecoderThread {
  private readonly coding: ThreadCoding;
  private worker: Worker | null = null;
  private idle: NodeJS.Timeout | undefined;

  constructor(coding: ThreadCoding) {
    this.coding = coding;
  }

  /**
   * The decoded frame; null when the stream is damaged, or not decoded after `milliseconds`.
   * Rejects with a plain Error when the thread itself fails, which is not the stream's fault.
   */
  async ask(stream: Uint8Array, milliseconds: number): Promise<ThreadAnswer | null> {
    clearTimeout(this.idle);
    const worker = this.worker ?? this.start();
    worker.ref();
    try {
      const found = await reply(worker, stream, milliseconds);
      if (found === null || found.heap > MOST_HEAP) this.end();
      return found;
    } catch (cause) {
      this.end();
      throw new Error(`decoder of ${this.coding}: the thread failed`, { cause });
    } finally {
      this.worker?.unref();
      this.idle = setTimeout(() => this.end(), IDLE).unref();
    }
  }

  private start(): Worker {
    // Without the parent's flags: a loader for sources would cost more than the decoding.
    const worker = new Worker(THREAD, { eval: true, workerData: DECODERS[this.coding], execArgv: [], env: {} });
    // Also when nobody waits for an answer: the next question needs a new thread, and the process must not die of it.
    const forget = () => {
      if (this.worker === worker) this.worker = null;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    this.worker = worker;
    return worker;
  }

  private end(): void {
    void this.worker?.terminate();
    this.worker = null;
  }
}

function reply(worker: Worker, stream: Uint8Array, milliseconds: number): Promise<ThreadAnswer | null> {
  return new Promise<ThreadAnswer | null>((resolve, reject) => {
    const finish = (message: unknown) => {
      clearTimeout(timer);
      for (const [event, listener] of listeners) worker.off(event, listener);
      resolve(answer.safeParse(message).data ?? null);
    };
    const fail = (error: unknown) => {
      reject(error);
      finish(null);
    };
    const gone = () => finish(null);
    const listeners = [
      ['message', finish],
      ['error', fail],
      ['exit', gone],
    ] as const;
    const timer = setTimeout(finish, milliseconds, null);
    for (const [event, listener] of listeners) worker.on(event, listener);
    worker.postMessage(stream);
  });
}
