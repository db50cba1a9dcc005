import sharp from 'sharp';
import type { StreamHeader } from '../codestream/streamHeader';
import { corrupt } from '../corrupt';
import { MAX_PIXELS } from '../imageLimits';

const TIMEOUT = 30;

/** "Adobe", version 100, no flags, transform: 0 says that three components are RGB, 1 YCbCr. */
const adobe = (transform: 0 | 1): Buffer =>
  Buffer.from([0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform]);

const saysColours = (stream: Buffer): boolean => {
  const head = stream.subarray(2, 64).toString('latin1');
  return head.includes('JFIF\0') || stream.subarray(2, 1024).toString('latin1').includes('Adobe');
};

/**
 * 8-bit JPEG of one or three components to bytes [height, width, components], colour as RGB. Off the main thread.
 * Whether three components are YCbCr the stream itself says, and where it does not, `isYbr`: there Photometric
 * Interpretation is all there is (PS3.5 8.2.1). Damage that the decoder would only warn of is an error.
 */
export async function decodeBaseline(
  stream: Buffer,
  { components }: StreamHeader,
  isYbr: boolean,
): Promise<Uint8Array> {
  const marked =
    components === 1 || saysColours(stream)
      ? stream
      : Buffer.concat([stream.subarray(0, 2), adobe(isYbr ? 1 : 0), stream.subarray(2)]);
  try {
    const decoder = sharp(marked, { failOn: 'warning', ignoreIcc: true, limitInputPixels: MAX_PIXELS });
    const space = components === 1 ? 'b-w' : 'srgb';
    return await decoder.timeout({ seconds: TIMEOUT }).toColourspace(space).raw().toBuffer();
  } catch {
    throw corrupt('its JPEG pixels cannot be decoded');
  }
}
