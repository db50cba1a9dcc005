import { ANATOMY_ZONES, type AnatomyZone } from '@/server/audit/zone';

const byLength = ANATOMY_ZONES.toSorted((a, b) => b.length - a.length);

/** The zone that a mask's file name ends with ("case7-lung-left.png", "heart.png"), or null. */
export function zoneOfFile(name: string): AnatomyZone | null {
  const stem = name
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replaceAll('_', '-');
  return byLength.find((zone) => stem === zone || stem.endsWith(`-${zone}`)) ?? null;
}
