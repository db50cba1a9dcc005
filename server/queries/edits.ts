import { z } from 'zod';
import { db as processDb } from '@/server/db/client';
import type { Edit, EditResult, Finding } from '@/server/db/generated/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { EDIT_KINDS, type EditKind, type EditOutcome } from '@/server/edit/edit';
import { publicPath } from '@/server/settings';

export const EDIT_SAMPLES = ['random', 'flagged', 'demand'] as const;

/** Why a case was edited: a seeded share, because it was flagged, or because somebody asked. */
export type EditSample = (typeof EDIT_SAMPLES)[number];

export const EDIT_OUTCOMES = [
  'edited',
  'nothing-to-edit',
  'no-place',
  'no-donor',
] as const satisfies readonly EditOutcome[];

/** Probability 0–1, and its logit. */
export type EditScore = { probability: number; logit: number };

/** One finding's answer to an edit; both of the same plane at the same size. `delta`: logit after − before. */
export type EditFinding = { finding: string; before: EditScore; after: EditScore; delta: number };

/** What was changed, as shares of the picture's width and height. */
export type EditBox = { x: number; y: number; width: number; height: number };

/** One minimal change of a case, and what a version answered to it. Without `edited` all figures of the picture are null. */
export type EditView = {
  id: string;
  instanceId: string;
  /** `name@version` */
  model: string;
  kind: EditKind;
  outcome: EditOutcome;
  /** The instance whose marker and frame were pasted; it may be gone, and then the id leads nowhere. */
  donorId: string | null;
  /** Site of the donor; null without one, or when it is gone. */
  donorSite: string | null;
  sample: EditSample;
  maskSource: string;
  /** Distance of the edited picture's embedding to real ones is within what 99 % of those stay within; null: not known. */
  inDistribution: boolean | null;
  distance: number | null;
  distanceLimit: number | null;
  /** Share of the picture's pixels that were changed, 0–1. */
  area: number | null;
  box: EditBox | null;
  /** Size of the edited picture in pixels. */
  height: number | null;
  width: number | null;
  createdAt: string;
  definitionVersion: string;
  /** By the findings' order in the model. Empty without `edited`. */
  findings: EditFinding[];
  /**
   * Paths as a browser has to ask for them. Maps lack the finding: add `&finding=<name>`, and `&method=log-ratio` where
   * that is wanted. Null where there is no picture, or no map.
   */
  links: { image: string | null; saliency: string | null; saliencyBefore: string | null };
};

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** A `box` column. */
export const editBox = (column: unknown): EditBox | null => box.nullable().parse(column);

/** An edit as it was read with what it belongs to. */
type EditRow = Omit<Edit, 'maps' | 'mapsBefore'> & {
  results: (EditResult & { finding: Finding })[];
  version: { version: string; model: { name: string } };
};

/** The maps stay in the database: megabytes that a list has no use for. */
export const WITHOUT_MAPS = { maps: true, mapsBefore: true } as const;

export const WITH_RESULTS = {
  results: { include: { finding: true } },
  version: { include: { model: true } },
} as const;

/** All edits of a case, by version and in the order of the kinds; of one version with `model`, by its name or id. */
export async function getEdits(instanceId: string, model?: string): Promise<EditView[]> {
  const db = processDb();
  const { rows, sites } = await inSnapshot(db, async (tx) => {
    const found = await tx.edit.findMany({
      where: { instanceId, ...(model !== undefined && { version: versionCondition(model) }) },
      omit: WITHOUT_MAPS,
      include: WITH_RESULTS,
    });
    const donors = await tx.instance.findMany({
      where: { id: { in: found.flatMap(({ donorId }) => donorId ?? []) } },
      select: { id: true, site: true },
    });
    return { rows: found, sites: new Map(donors.map(({ id, site }) => [id, site])) };
  });
  return rows.map((row) => editView(row, row.donorId === null ? null : (sites.get(row.donorId) ?? null))).sort(byKind);
}

function byKind(a: EditView, b: EditView): number {
  const order = (view: EditView) => EDIT_KINDS.indexOf(view.kind);
  return a.model.localeCompare(b.model) || order(a) - order(b) || a.createdAt.localeCompare(b.createdAt);
}

function editView(row: EditRow, donorSite: string | null): EditView {
  const self = publicPath(`/api/v1/edits/${row.id}`);
  const findings = row.results.toSorted((a, b) => a.finding.channel - b.finding.channel).map(editFinding);
  const map = (state: string) => (row.mapHeight === null ? null : `${self}/saliency?state=${state}`);
  return {
    id: row.id,
    instanceId: row.instanceId,
    model: `${row.version.model.name}@${row.version.version}`,
    kind: kindOfEdit(row.kind),
    outcome: outcomeOfEdit(row.outcome),
    donorId: row.donorId,
    donorSite,
    sample: EDIT_SAMPLES.find((known) => known === row.sample) ?? 'random',
    maskSource: row.maskSource,
    inDistribution: row.inDistribution,
    distance: row.distance,
    distanceLimit: row.distanceLimit,
    area: row.area,
    box: editBox(row.box),
    height: row.height,
    width: row.width,
    createdAt: row.createdAt.toISOString(),
    definitionVersion: row.definitionVersion,
    findings,
    links: {
      image: row.pictureSha256 === null ? null : `${self}/image`,
      saliency: map('after'),
      saliencyBefore: map('before'),
    },
  };
}

function editFinding(result: EditResult & { finding: Finding }): EditFinding {
  return {
    finding: result.finding.name,
    before: { probability: result.probabilityBefore, logit: result.logitBefore },
    after: { probability: result.probabilityAfter, logit: result.logitAfter },
    delta: result.logitAfter - result.logitBefore,
  };
}

/** @throws RangeError for a kind that is not one of ours */
export function kindOfEdit(text: string): EditKind {
  const kind = EDIT_KINDS.find((known) => known === text);
  if (kind === undefined) throw new RangeError(`edit kind: ${text}`);
  return kind;
}

export function outcomeOfEdit(text: string): EditOutcome {
  const outcome = EDIT_OUTCOMES.find((known) => known === text);
  if (outcome === undefined) throw new RangeError(`edit outcome: ${text}`);
  return outcome;
}
