import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { ZONES } from '@/server/audit/zone';
import { decodeMask, encodeMask } from '@/server/image/maskPng';
import type { FileStore } from '@/server/store/fileStore';
import { type DeliveredZone, requireOneGrid } from '../delivery';
import { zoneMasks } from '../receiveInstance';
import type { PreparedLine, SentMask } from './preparedLine';

/** Decodes a line's masks and keeps their bytes. @throws AppError for a mask that cannot be used */
export async function keepLineMasks(store: Pick<FileStore, 'put'>, line: PreparedLine): Promise<PreparedLine> {
  const delivered = line.prediction.masks ?? {};
  const decoded: { zone: DeliveredZone; mask: Mask }[] = [];
  for (const zone of ['lungs', ...ZONES] as const) {
    const base64 = delivered[zone];
    if (base64 !== undefined) decoded.push({ zone, mask: await decodeMask(Buffer.from(base64, 'base64')) });
  }
  if (decoded.length === 0) return line;
  requireOneGrid(decoded);
  const zones = decoded.flatMap(zoneMasks);
  const masks: SentMask[] = [];
  for (const { zone, mask } of zones) {
    const { height, width } = mask;
    const { sha256 } = await store.put(await encodeMask(mask));
    masks.push({ zone, sha256, height, width, area: maskArea(mask) / (height * width) });
  }
  return { ...line, zones: Object.fromEntries(zones.map(({ zone, mask }) => [zone, mask])), masks };
}
