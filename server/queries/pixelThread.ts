import { parentPort } from 'node:worker_threads';
import { type Decoded, decodeFullDepth } from '@/server/image/fullDepth';
import { renderPng } from '@/server/image/render';
import { AppError } from '@/server/problem/appError';
import { store } from '@/server/store/store';
import { encodePixels } from './pixelBody';
import type { PixelAnswer, PixelJob } from './pixelPool';

/** Milliseconds for which the last image stays decoded: a case asks for its picture and then for its pixels. */
const KEEP = 10_000;

let last: { sha256: string; decoded: Promise<Decoded> } | null = null;
let forget: NodeJS.Timeout | undefined;

function decodedOf(sha256: string): Promise<Decoded> {
  clearTimeout(forget);
  forget = setTimeout(() => {
    last = null;
  }, KEEP).unref();
  if (last?.sha256 !== sha256) last = { sha256, decoded: store().get(sha256).then(decodeFullDepth) };
  return last.decoded;
}

async function answer({ sha256, draw }: PixelJob): Promise<Uint8Array<ArrayBuffer>> {
  const { radiograph, fullDepth } = await decodedOf(sha256);
  if (draw === 'pixels') return encodePixels(fullDepth);
  // Its own buffer: small ones share one that must not leave this thread.
  return Uint8Array.from(await renderPng(radiograph, draw));
}

/** The thread behind `pixelPool`: decodes and draws, one job at a time. */
parentPort?.on('message', (job: PixelJob) => {
  answer(job).then(
    (bytes) => parentPort?.postMessage({ bytes } satisfies PixelAnswer, [bytes.buffer]),
    (error: unknown) => {
      const { code = 'internal', message } = error instanceof AppError ? error : { message: String(error) };
      parentPort?.postMessage({ code, message } satisfies PixelAnswer);
    },
  );
});
