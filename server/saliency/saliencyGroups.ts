import { ZONES, type ZoneName } from '@/server/audit/zone';

/** The players of the Shapley game (SCIENCE §0a.12). */
export const GROUPS = ['lungs', 'heart-mediastinum', 'marker', 'frame', 'rest'] as const;
export type GroupName = (typeof GROUPS)[number];

const GROUP_OF: Record<ZoneName, GroupName> = {
  'lung-left': 'lungs',
  'lung-right': 'lungs',
  heart: 'heart-mediastinum',
  mediastinum: 'heart-mediastinum',
  marker: 'marker',
  frame: 'frame',
  abdomen: 'rest',
  'body-other': 'rest',
  background: 'rest',
};

/** Places in GROUPS of a partition into places in ZONES, both [height, width]. */
export function groupsOfPartition(partition: Uint8Array): Uint8Array {
  const places = ZONES.map((zone) => GROUPS.indexOf(GROUP_OF[zone]));
  return partition.map((zone) => places[zone] ?? GROUPS.length - 1);
}
