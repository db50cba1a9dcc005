import { randomUUID } from 'node:crypto';
import type { Db } from '@/server/db/client';
import type { Acquisition, Countable } from '@/server/rollup/cell';

export const FINDINGS = 14;

/** Uniform numbers on 0–1, the same in every run. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** An acquisition at one of 12 sites, within four hours of a day. */
export function acquisition(random: () => number): Acquisition {
  const site = Math.floor(random() * 12);
  const at = new Date(Date.UTC(2026, 10, 20, Math.floor(random() * 4)));
  return {
    site: `site ${site}`,
    department: `department ${Math.floor(random() * 3)}`,
    scanner: `scanner ${site}.${Math.floor(random() * 2)}`,
    viewPosition: random() < 0.5 ? 'AP' : 'PA',
    portable: random() < 0.3,
    patientSex: random() < 0.5 ? 'F' : 'M',
    patientAge: Math.floor(random() * 95),
    reportedBy: `reader ${Math.floor(random() * 10)}`,
    acquiredAt: at,
    receivedAt: at,
  };
}

/** A plausible result: scores mostly low, 60 % labelled. */
export function result(findingId: number, random: () => number): Countable {
  const logit = -3 + 2.5 * (random() + random() + random() - 1.5);
  const probability = 1 / (1 + Math.exp(-logit));
  const truth = random() < 0.4 ? null : random() < probability ? 1 : 0;
  const share = { outsideShare: random(), areaOutside: 0.6, undefinedReason: null };
  return { findingId, probability, logit, truth, flags: [], ...share };
}

/** A model version with findings; answers their ids. */
export async function makeVersion(db: Db): Promise<{ versionId: string; findings: number[] }> {
  const version = {
    version: '1',
    kind: 'external',
    manifest: MANIFEST,
    saliency: { available: [], refused: [] },
    assumed: [],
  };
  const create = Array.from({ length: FINDINGS }, (_, channel) => ({
    ...{ name: `finding ${channel}`, channel, baseline: 0.1, anatomy: [] },
  }));
  const versionId = randomUUID();
  await db.model.create({
    data: {
      ...{ id: randomUUID(), name: 'bench' },
      versions: { create: { id: versionId, ...version, findings: { create } } },
    },
  });
  const rows = await db.finding.findMany({ orderBy: { id: 'asc' } });
  return { versionId, findings: rows.map(({ id }) => id) };
}

const MANIFEST = {
  ...{ name: 'bench', version: '1', kind: 'classifier', scope: 'all', trainedOn: [] },
  input: { name: 'input', size: [224, 224], channels: 3, resize: 'area', range: [-1, 1] },
  output: { name: 'probs', activation: 'sigmoid' },
  findings: Array.from({ length: FINDINGS }, (_, i) => ({ name: `finding ${i}`, baseline: 0.1, anatomy: ['lungs'] })),
};
