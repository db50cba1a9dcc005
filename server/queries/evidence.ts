import { db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { isClassifier } from '@/server/db/isClassifier';
import { versionCondition } from '@/server/db/versionCondition';
import { EVIDENCE_VERSION, type EvidenceLine } from '@/server/evidence/evidenceLine';
import { explainVerdict, type VerdictReason } from '@/server/evidence/explainVerdict';
import { linesOf } from '@/server/evidence/linesOf';
import type { EvidenceThresholds, EvidenceVerdict } from '@/server/evidence/verdict';
import { verdictOf } from '@/server/evidence/verdictOf';
import { withDiscoveryControl } from '@/server/evidence/withDiscoveryControl';
import { newestSeq } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { type EditsSummary, readEditPairs } from './editPairs';
import { readEvidenceCells } from './evidenceCells';
import { readExplains } from './evidenceExplains';
import { getEvidenceSettings } from './evidenceSettings';

/** The evidence lines of one finding and the verdict over them; of the version's whole time. */
export type FindingEvidence = {
  finding: string;
  verdict: EvidenceVerdict;
  /** In the order to tell them. */
  reasons: VerdictReason[];
  /** In the order of their weight. */
  lines: EvidenceLine[];
  /** Analyses that would add lines and were not made. */
  pending: ('edits' | 'probe' | 'maps')[];
};

/** `settingId`: the setting that the thresholds are of; null for the defaults. */
type OfVersion = {
  asOf: string;
  definitionVersion: string;
  model: string;
  settingId: number | null;
  thresholds: EvidenceThresholds;
  edits: EditsSummary;
};

export type Evidence = OfVersion & FindingEvidence;

/** All findings by channel; q is over all of them. */
export type VersionEvidence = OfVersion & { findings: FindingEvidence[] };

/** @throws AppError not-found for a version that is not there, or has no such finding */
export async function getEvidence(model: string, finding: string): Promise<Evidence> {
  const { findings, ...version } = await getVersionEvidence(model);
  const own = findings.find((one) => one.finding === finding);
  if (own === undefined) throw new AppError('not-found', `no version ${model} with a finding ${finding} is registered`);
  return { ...version, ...own };
}

/** @throws AppError not-found for a version that is not there */
export async function getVersionEvidence(model: string): Promise<VersionEvidence> {
  const version = await findVersion(model);
  const [seq, settings] = await Promise.all([newestSeq(db()), getEvidenceSettings()]);
  const stamp = `${seq} ${settings.id}`;
  const kept = recent.get(version.id);
  if (kept !== undefined && kept.stamp === stamp && Date.now() - kept.at < FRESH_MS) return kept.evidence;
  const evidence = readEvidence(version, settings.id, settings.thresholds);
  recent.set(version.id, { stamp, at: Date.now(), evidence });
  for (const oldest of [...recent.keys()].slice(0, Math.max(0, recent.size - MOST_KEPT))) recent.delete(oldest);
  evidence.catch(() => recent.delete(version.id));
  return evidence;
}

/** What is told again while nothing was committed since; what changes without an event is seen after so long. */
const FRESH_MS = 30_000;
const MOST_KEPT = 50;
const recent = new Map<string, { stamp: string; at: number; evidence: Promise<VersionEvidence> }>();

/** For tests that change what evidence is made of behind the product's back. */
export const forgetEvidence = (): void => recent.clear();

type Version = Awaited<ReturnType<typeof findVersion>>;

async function findVersion(model: string) {
  const version = await inSnapshot(db(), (tx) =>
    tx.modelVersion.findFirst({
      where: { ...isClassifier, ...versionCondition(model) },
      select: {
        id: true,
        version: true,
        kind: true,
        manifest: true,
        model: true,
        findings: { orderBy: { channel: 'asc' } },
      },
    }),
  );
  if (version === null) throw new AppError('not-found', `no version ${model} is registered`);
  return version;
}

async function readEvidence(
  version: Version,
  settingId: number | null,
  thresholds: EvidenceThresholds,
): Promise<VersionEvidence> {
  const { id, kind, findings, manifest } = version;
  const model = `${version.model.name}@${version.version}`;
  const asOf = new Date().toISOString();
  const [cells, edits, explains] = await Promise.all([
    readEvidenceCells(
      id,
      findings.map((finding) => finding.id),
      manifest,
    ),
    readEditPairs(id, findings, thresholds.minPairs),
    readExplains(model),
  ]);
  const lines = findings.map((finding) => {
    const known = cells.get(finding.id);
    if (known === undefined) throw new RangeError(`finding: ${finding.id}`);
    const told = [...(explains.maps.get(finding.name) ?? []), ...(explains.probe ?? [])];
    const threshold = finding.threshold === null ? null : logit(finding.threshold);
    return linesOf({ ...known, edits: edits.pairs.get(finding.id) ?? [], threshold, explains: told }, thresholds);
  });
  const controlled = withDiscoveryControl(lines, thresholds);
  return {
    ...{ asOf, definitionVersion: EVIDENCE_VERSION, model, settingId, thresholds, edits: edits.summary },
    findings: findings.map(({ name }, i) => {
      const own = controlled[i] ?? [];
      const verdict = verdictOf(own, thresholds);
      const pending: FindingEvidence['pending'] = [
        ...(edits.summary.cases === 0 && kind !== 'external' ? (['edits'] as const) : []),
        ...(explains.probe === null ? (['probe'] as const) : []),
        ...(explains.maps.has(name) ? [] : (['maps'] as const)),
      ];
      return { finding: name, verdict, reasons: explainVerdict(verdict, own, thresholds), lines: own, pending };
    }),
  };
}

/** Thresholds of 0 and 1 decide all cases alike. */
const logit = (probability: number): number => Math.log(probability / (1 - probability));
