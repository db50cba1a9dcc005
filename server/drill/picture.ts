import { CARDIOMEGALY, PNEUMONIA } from '@/server/demonstration/plan';
import { renderPng } from '@/server/image/render';
import { drawStudy } from '@/server/phantom/drawStudy';
import { openStream } from '@/server/phantom/random';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { type FilePart, multipart } from './multipart';
import type { Order } from './order';

/** Pixels a side: small, since the drill is about what arrives and not about what is seen. */
const SIDE = 112;

/** One request, ready to be sent: the same number always gives the same bytes. */
export type Upload = { contentType: string; body: Buffer; image: Buffer };

/** Draws a phantom for request `n`, and packs it with what a hospital would say of it. */
export async function drawUpload(seed: number, { n, site, way }: Pick<Order, 'n' | 'site' | 'way'>): Promise<Upload> {
  const random = openStream(seed + n, 'drill truths');
  const hospital = site.endsWith('A') ? 'A' : 'B';
  const truths = {
    Pneumonia: random.chance(PNEUMONIA[hospital]) ? 1 : 0,
    Cardiomegaly: random.chance(CARDIOMEGALY) ? 1 : 0,
  } as const;
  const study = drawStudy(seed + n, { site: hospital, mode: 'GLOBAL', truths });
  const { pixels, height, width } = renderPhantom(study, SIDE);
  const whole = await renderPng({ height, width, pixels: Float32Array.from(pixels) });
  const image = way === 'refused' ? whole.subarray(0, whole.length / 2) : whole;
  const { viewPosition, portable, patientSex, patientAge } = study;
  const metadata = { site, viewPosition, portable, patientSex, patientAge, patientId: `drill-${n}`, truths };
  const parts: FilePart[] = [
    { name: 'image', fileName: 'image.png', bytes: image },
    { name: 'metadata', bytes: Buffer.from(JSON.stringify(metadata)) },
  ];
  return { ...multipart(parts), image };
}
