import type { SegmenterManifest } from '@/server/model/manifest';
import type { FieldError } from '@/server/problem/appError';
import { channelAxis } from './segmenterPlanes';

/** What is wrong with the dimensions of a segmenter's output, declared or answered; free ones are not judged. */
export function segmenterErrors(
  name: string,
  dims: (number | null)[] | undefined,
  { zones }: SegmenterManifest,
): FieldError[] {
  const known = dims?.every((dim) => dim !== null) ? dims.filter((dim) => dim !== null) : null;
  if (known === null) return [];
  const shown = `output "${name}" has dimensions [${known}]`;
  const isClasses = zones.some(({ value }) => value !== undefined);
  if (isClasses) {
    const fits = known.length === 3 || (known.length === 4 && (known[1] === 1 || known[3] === 1));
    return fits
      ? []
      : [{ path: 'manifest.zones', detail: `${shown}, not [N, height, width] of classes; name channels` }];
  }
  if (known.length !== 4) {
    const classes = known.length === 3 ? '; if it is the class of each pixel, give zones by value' : '';
    return [{ path: 'manifest.output.name', detail: `${shown}, not [N, zones, height, width]${classes}` }];
  }
  const channels = known[channelAxis(known)] ?? 0;
  const highest = Math.max(...zones.map(({ channel = 0 }) => channel));
  if (highest < channels) return [];
  return [
    {
      path: 'manifest.zones',
      detail: `output "${name}" has ${channels} channels, the manifest names channel ${highest}`,
    },
  ];
}
