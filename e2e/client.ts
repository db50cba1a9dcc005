import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { instanceResponse, registeredResponse } from '../server/api/responses';
import { assetsDir } from '../server/testing/assets';
import type { Product } from './startProduct';

/** A small client of the public interface, as another system would have one. */
export type Client = ReturnType<typeof clientOf>;

export type Part = { bytes: Uint8Array; name?: string } | string;

export function clientOf({ url, apiKey }: Pick<Product, 'url' | 'apiKey'>) {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${apiKey}`, ...init.headers } });
  const post = (path: string, parts: Record<string, Part>, headers: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, part] of Object.entries(parts)) {
      if (typeof part === 'string') form.set(name, part);
      else form.set(name, new Blob([Uint8Array.from(part.bytes)]), part.name ?? 'file');
    }
    return call(path, { method: 'POST', body: form, headers });
  };
  return {
    call,
    post,
    /** Registers a model; throws with the problem when it is refused. */
    async register(upload: { onnx: Uint8Array; manifest: unknown }) {
      const answer = await post('/api/v1/models', {
        model: { bytes: upload.onnx },
        manifest: JSON.stringify(upload.manifest),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return registeredResponse.parse(await answer.json());
    },
    /** Sends an image and waits for its finished instance. */
    async read(image: Uint8Array, metadata: object = {}, masks: Record<string, Uint8Array> = {}) {
      const parts = Object.fromEntries(Object.entries(masks).map(([zone, bytes]) => [`mask:${zone}`, { bytes }]));
      const answer = await post('/api/v1/instances?wait=1', {
        image: { bytes: image },
        metadata: JSON.stringify(metadata),
        ...parts,
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      return instanceResponse.parse(await answer.json());
    },
  };
}

/** A model that ships with the product, with its manifest as it lies there. */
export function shipped(name: string) {
  const folder = join(import.meta.dirname, '../models', name);
  return {
    onnx: readFileSync(join(folder, 'model.onnx')),
    manifest: z.looseObject({}).parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))),
  };
}

/** A row of the development radiographs' metadata. */
export type DevImage = { id: string; image: Uint8Array; maskPath: string; metadata: object };

/** Sends images three at a time, as a busy sender does, and answers their finished instances by the images' ids. */
export async function readAll(client: Client, images: readonly DevImage[]) {
  const finished = new Map<string, Awaited<ReturnType<Client['read']>>>();
  const queue = [...images];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      finished.set(next.id, await client.read(next.image, next.metadata));
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  return finished;
}

const truthOf = z.enum(['0', '1']).transform((value) => (value === '1' ? 1 : 0));

/** The 260 real radiographs of the assets, with what is known of each. */
export function devImages(): DevImage[] {
  const folder = join(assetsDir, 'images/dev');
  const [header = [], ...rows] = readFileSync(join(folder, 'metadata.csv'), 'utf8').trim().split('\n').map(csvFields);
  return rows.map((fields) => {
    const row: Record<string, string> = Object.fromEntries(header.map((name, i) => [name, fields[i] ?? '']));
    const labels = header.filter((name) => name.startsWith('label_'));
    return {
      id: row.image_id ?? '',
      image: readFileSync(join(folder, row.file ?? '')),
      maskPath: join(folder, row.mask_file ?? ''),
      metadata: {
        site: 'NIH',
        viewPosition: row.view,
        patientId: row.patient_id,
        patientSex: row.sex,
        patientAge: Number(row.age),
        truths: Object.fromEntries(labels.map((name) => [name.replace('label_', ''), truthOf.parse(row[name])])),
      },
    };
  });
}

/** Fields of one line of CSV, quoted or not. */
const csvFields = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map(([, field = '']) => field.replace(/^"|"$/g, '').replaceAll('""', '"'));
