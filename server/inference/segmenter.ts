import type { Mask } from '@/server/audit/mask';
import type { AnatomyZone } from '@/server/audit/zone';
import { bilinearMask } from '@/server/image/bilinearMask';
import type { Radiograph } from '@/server/image/radiograph';
import type { SegmenterManifest } from '@/server/model/manifest';
import type { Activation } from '@/server/onnx/outputScale';
import { AppError } from '@/server/problem/appError';
import { openModel } from './openModel';
import { outputReading } from './outputReading';
import { preprocess } from './preprocess';
import { probabilities } from './probabilities';
import { openSession, type Values } from './session';

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
  const { model, input, output: port } = openModel(bytes, manifest);
  const [fed, asked] = [input.name, port.name];
  const { apply } = outputReading(model, asked, manifest);
  const session = await openSession(bytes, options);
  return {
    async segment(radiograph, size) {
      const values = preprocess(radiograph, manifest.input);
      const feed = { name: fed, dims: [1, manifest.input.channels, ...manifest.input.size], values };
      const [output] = await session.run(feed, [asked]);
      const planes = zonePlanes(output, apply);
      return manifest.zones.map(({ channel, zone, threshold }) => {
        const plane = planes.values.subarray(channel * planes.cells, (channel + 1) * planes.cells);
        return { zone, mask: bilinearMask(plane, [planes.height, planes.width], size, threshold) };
      });
    },
    dispose: () => session.dispose(),
  };
}

/** Probabilities [channels, height, width]. */
function zonePlanes(output: Values | undefined, apply: Activation) {
  const [batch, channels = 0, height = 0, width = 0] = output?.dims ?? [];
  if (output?.dims.length !== 4 || batch !== 1 || !output.values.every(Number.isFinite)) {
    throw new AppError(
      'internal',
      `the segmenter answered dimensions [${output?.dims}] or numbers that are not finite`,
    );
  }
  const cells = height * width;
  const values =
    apply === 'softmax' ? softmaxOverChannels(output.values, channels, cells) : probabilities(output.values, apply);
  return { values, cells, height, width };
}

function softmaxOverChannels(values: Float32Array, channels: number, cells: number): Float32Array {
  const out = new Float32Array(values.length);
  const pixel = new Float32Array(channels);
  for (let i = 0; i < cells; i++) {
    for (let channel = 0; channel < channels; channel++) pixel[channel] = values[channel * cells + i] ?? 0;
    const shares = probabilities(pixel, 'softmax');
    for (let channel = 0; channel < channels; channel++) out[channel * cells + i] = shares[channel] ?? 0;
  }
  return out;
}
