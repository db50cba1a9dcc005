import { Worker } from 'node:worker_threads';
import type { RenderOptions } from '@/server/image/render';
import { AppError, type ProblemCode } from '@/server/problem/appError';

/** A stored file, drawn as an 8-bit PNG or as its pixels at full depth. */
export type PixelJob = { sha256: string; draw: RenderOptions | 'pixels' };
export type PixelAnswer = { bytes: Uint8Array<ArrayBuffer> } | { code: ProblemCode; message: string };

/** Decodings at a time. Each may hold 600 MB (64 Mpx), and more than two would leave nothing to the pages. */
const THREADS = 2;

/** Jobs that may wait; a gallery asks for 60 pictures, six at a time. */
const MOST_WAITING = 200;

/** Milliseconds after which a job's thread is ended: ten times what 64 Mpx of JPEG 2000 take. */
const TIMEOUT = 120_000;

/** Milliseconds without work after which a thread is ended, and its memory freed. */
const IDLE = 60_000;

/** A thread that decodes, so that pages and sockets do not wait for it. One job at a time, in the order of asking. */
class PixelThread {
  private worker: Worker | null = null;
  private idle: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();
  waiting = 0;

  ask(job: PixelJob): Promise<Uint8Array<ArrayBuffer>> {
    this.waiting += 1;
    const result = this.last
      .then(() => this.run(job))
      .finally(() => {
        this.waiting -= 1;
      });
    this.last = result.catch(() => undefined);
    return result;
  }

  private async run(job: PixelJob): Promise<Uint8Array<ArrayBuffer>> {
    clearTimeout(this.idle);
    const worker = this.worker ?? this.start();
    worker.ref();
    const answer = await reply(worker, job);
    if (answer === null) this.end();
    this.worker?.unref();
    this.idle = setTimeout(() => this.end(), IDLE).unref();
    if (answer === null) throw new AppError('unavailable', 'the image was not decoded in time: try again');
    if ('code' in answer) throw new AppError(answer.code, answer.message);
    return answer.bytes;
  }

  private start(): Worker {
    // Spelled out like this, the bundler makes a chunk of the thread and of all that it imports.
    const worker = new Worker(new URL('./pixelThread.ts', import.meta.url));
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

/** The thread's answer; null when it fails, ends or takes too long. */
function reply(worker: Worker, job: PixelJob): Promise<PixelAnswer | null> {
  return new Promise((resolve) => {
    const finish = (answer: PixelAnswer | null) => {
      clearTimeout(timer);
      worker.off('message', finish).off('error', fail).off('exit', gone);
      resolve(answer);
    };
    const fail = (error: unknown) => {
      console.error(error);
      finish(null);
    };
    const gone = () => finish(null);
    const timer = setTimeout(finish, TIMEOUT, null);
    worker.on('message', finish).on('error', fail).on('exit', gone);
    worker.postMessage(job);
  });
}

const threads = Array.from({ length: THREADS }, () => new PixelThread());

/** Draws off the main thread. Jobs of one file go to one thread, which keeps it decoded. @throws AppError */
export async function drawInThread(job: PixelJob): Promise<Uint8Array<ArrayBuffer>> {
  const thread = threads[Number.parseInt(job.sha256.slice(0, 4), 16) % THREADS];
  if (thread === undefined || thread.waiting >= MOST_WAITING) {
    throw new AppError('unavailable', 'too many images are being drawn: try again');
  }
  return thread.ask(job);
}
