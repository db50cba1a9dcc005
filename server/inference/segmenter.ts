import type { Mask } from '@/server/audit/mask';
import { uniteMasks } from '@/server/audit/uniteMasks';
import type { AnatomyZone } from '@/server/audit/zone';
import { bilinearMask } from '@/server/image/bilinearMask';
import type { Radiograph } from '@/server/image/radiograph';
import type { SegmenterManifest } from '@/server/model/manifest';
import { openModel } from './openModel';
import { outputReading } from './outputReading';
import { preprocess } from './preprocess';
import { segmenterPlanes } from './segmenterPlanes';
import { openSession } from './session';

export type Segmenter = {
  /** The manifest's zones as masks [height, width]: probability → bilinear to that size → above the zone's threshold. */
  segment(radiograph: Radiograph, size: [height: number, width: number]): Promise<{ zone: AnatomyZone; mask: Mask }[]>;
  dispose(): Promise<void>;
};

/**
 * Opens a registered segmenter. Masks are raw: what makes lungs of them (components, holes, left and right) is the
 * audit core's.
 * @throws AppError `unreadable-model` when the file and the manifest do not fit
 */
export async function openSegmenter(
  bytes: Uint8Array,
  manifest: SegmenterManifest,
  options: { threads?: number } = {},
): Promise<Segmenter> {
  const { model, input, output: port, extraInputs } = openModel(bytes, manifest);
  const [fed, asked] = [input.name, port.name];
  const { apply } = outputReading(model, asked, manifest);
  const session = await openSession(bytes, { ...options, extraInputs, integers: true });
  return {
    async segment(radiograph, size) {
      const values = preprocess(radiograph, manifest.input);
      const { channels, size: side, layout } = manifest.input;
      const feed = { name: fed, dims: [1, channels, ...side], values, layout };
      const [output] = await session.run(feed, [asked]);
      const { planes, height, width } = segmenterPlanes(output, manifest, apply);
      const found = manifest.zones.flatMap(({ zone, threshold }, index) => {
        const plane = planes[index];
        return plane ? [{ zone, mask: bilinearMask(plane, [height, width], size, threshold) }] : [];
      });
      return unite(found);
    },
    dispose: () => session.dispose(),
  };
}

/** Zones that the manifest names several times, united. */
function unite(found: { zone: AnatomyZone; mask: Mask }[]): { zone: AnatomyZone; mask: Mask }[] {
  const zones = [...new Set(found.map(({ zone }) => zone))];
  return zones.map((zone) => {
    const masks = found.filter((one) => one.zone === zone).map(({ mask }) => mask);
    return { zone, mask: uniteMasks(masks) };
  });
}
