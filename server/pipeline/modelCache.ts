import { ANATOMY_ZONES } from '@/server/audit/zone';
import type { Db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { type Classifier, openClassifier } from '@/server/inference/classifier';
import { openSegmenter, type Segmenter } from '@/server/inference/segmenter';
import { classifierManifest, segmenterManifest } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import type { RegisteredFinding } from './result';

export type LoadedClassifier = {
  versionId: string;
  name: string;
  segmenter: string | undefined;
  findings: RegisteredFinding[];
  classifier: Classifier;
};

/** Versions never change, so an opened one is good until the process ends. */
export type ModelCache = {
  classifier(versionId: string): Promise<LoadedClassifier>;
  /** By `name@version`. */
  segmenter(name: string): Promise<Segmenter>;
};

/** Opens models at first use and keeps them open. Concurrent callers share one opening. */
export function openModelCache(db: Db, store: FileStore): ModelCache {
  const classifiers = new Map<string, Promise<LoadedClassifier>>();
  const segmenters = new Map<string, Promise<Segmenter>>();
  return {
    classifier: (id) => once(classifiers, id, () => loadClassifier(db, store, id)),
    segmenter: (name) => once(segmenters, name, () => loadSegmenter(db, store, name)),
  };
}

function once<T>(opened: Map<string, Promise<T>>, key: string, open: () => Promise<T>): Promise<T> {
  const known = opened.get(key);
  if (known !== undefined) return known;
  const opening = open();
  opened.set(key, opening);
  opening.catch(() => opened.delete(key));
  return opening;
}

async function loadClassifier(db: Db, store: FileStore, versionId: string): Promise<LoadedClassifier> {
  const row = await inSnapshot(db, (tx) =>
    tx.modelVersion.findUniqueOrThrow({
      where: { id: versionId },
      include: { model: true, findings: { orderBy: { channel: 'asc' } } },
    }),
  );
  const manifest = classifierManifest.parse(row.manifest);
  const findings = row.findings.map((finding) => ({
    ...finding,
    anatomy: finding.anatomy.flatMap((zone) => ANATOMY_ZONES.find((known) => known === zone) ?? []),
  }));
  const classifier = await openClassifier(await store.get(row.sha256), manifest);
  return { versionId, name: `${row.model.name}@${row.version}`, segmenter: manifest.segmenter, findings, classifier };
}

async function loadSegmenter(db: Db, store: FileStore, name: string): Promise<Segmenter> {
  const row = await db.modelVersion.findFirst({
    where: { kind: 'segmenter', ...versionCondition(name) },
  });
  if (row === null) throw new AppError('unavailable', `segmenter ${name} is not registered`);
  return openSegmenter(await store.get(row.sha256), segmenterManifest.parse(row.manifest));
}
