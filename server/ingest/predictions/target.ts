import { ANATOMY_ZONES, type AnatomyZone } from '@/server/audit/zone';

/** A finding of an external version, with its row id. `channel`: its place among the version's findings. */
export type ExternalFinding = {
  id: number;
  name: string;
  channel: number;
  baseline: number;
  threshold: number | null;
  anatomy: AnatomyZone[];
};

/** An external version that predictions are written to. */
export type Target = {
  versionId: string;
  name: string;
  scope: 'all' | 'demo';
  findings: Map<string, ExternalFinding>;
};

/** Zones as the database holds them; what is no zone any more is left out. */
export const anatomyOf = (zones: readonly string[]): AnatomyZone[] =>
  zones.flatMap((zone) => ANATOMY_ZONES.find((known) => known === zone) ?? []);
