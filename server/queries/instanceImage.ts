import { createHash } from 'node:crypto';
import { db } from '@/server/db/client';
import { decodeImage } from '@/server/image/decode';
import { type RenderOptions, renderPng } from '@/server/image/render';
import { AppError } from '@/server/problem/appError';
import { store } from '@/server/store/store';

/** A picture of an instance: its tag is known before it is drawn. */
export type InstanceImage = { etag: string; png(): Promise<Buffer> };

/** @throws AppError not-found */
export async function instanceImage(instanceId: string, options: RenderOptions): Promise<InstanceImage> {
  const instance = await db().instance.findUnique({ where: { id: instanceId }, select: { fileSha256: true } });
  if (instance === null) throw new AppError('not-found', 'no instance has this id');
  const { fileSha256: sha256 } = instance;
  const tag = createHash('sha256')
    .update(`${sha256} ${JSON.stringify(options)}`)
    .digest('hex')
    .slice(0, 24);
  return {
    etag: `"${tag}"`,
    png: async () => renderPng(await decodeImage(await store().get(sha256)), options),
  };
}
