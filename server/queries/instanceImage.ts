import { createHash } from 'node:crypto';
import { db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { ByteCache } from './byteCache';
import { drawInThread, type PixelJob } from './pixelPool';

/** A picture of an instance, or its pixels: the tag is known before anything is drawn. */
export type InstanceImage = { etag: string; bytes(): Promise<Uint8Array<ArrayBuffer>> };

/** Drawn pictures and pixels; seven images of 3000 × 3000 at 16 bits. */
const cache = new ByteCache(128_000_000);

/** What is being drawn now, so that two who ask at once wait for one decoding. */
const drawing = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Pixels never change: a file is known by its hash, a drawing by the hash and how it is drawn. @throws AppError not-found */
export async function instanceImage(instanceId: string, draw: PixelJob['draw']): Promise<InstanceImage> {
  const instance = await db().instance.findUnique({ where: { id: instanceId }, select: { fileSha256: true } });
  if (instance === null) throw new AppError('not-found', 'no instance has this id');
  const { fileSha256: sha256 } = instance;
  if (sha256 === null) throw new AppError('not-found', 'only predictions were sent for this instance, and no picture');
  const tag = createHash('sha256')
    .update(`${sha256} ${JSON.stringify(draw)}`)
    .digest('hex')
    .slice(0, 24);
  return { etag: `"${tag}"`, bytes: () => cached(tag, { sha256, draw }) };
}

async function cached(tag: string, job: PixelJob): Promise<Uint8Array<ArrayBuffer>> {
  const found = cache.get(tag);
  if (found !== undefined) return found;
  const work =
    drawing.get(tag) ??
    drawInThread(job)
      .then((bytes) => {
        cache.set(tag, bytes);
        return bytes;
      })
      .finally(() => drawing.delete(tag));
  drawing.set(tag, work);
  return work;
}
