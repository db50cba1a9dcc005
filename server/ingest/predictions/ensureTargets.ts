import { randomUUID } from 'node:crypto';
import type { Tx } from '@/server/db/client';
import { type ExternalManifest, externalManifest, MOST_FINDINGS } from '@/server/model/manifest';
import { assumptions, filledFinding } from './fillFinding';
import { anatomyOf, type ExternalFinding, type Target } from './target';

/** What lines want of a version: findings by name, and methods of their maps. */
export type Wanted = { findings: ReadonlySet<string>; methods: ReadonlySet<string> };

export type EnsuredTargets = {
  targets: Map<string, Target>;
  /** Why a version cannot be written to, by its name. */
  refused: Map<string, string>;
  /** Versions that were made now. */
  made: string[];
};

/**
 * The external versions of these names, made where they are not there, with these findings, added where they are not.
 * A version with a file of its own is refused: its predictions are ours to make. In the order of names, so that two
 * writers cannot deadlock.
 */
export async function ensureTargets(
  tx: Tx,
  wanted: ReadonlyMap<string, Wanted>,
  manifests: ReadonlyMap<string, ExternalManifest>,
): Promise<EnsuredTargets> {
  const answer: EnsuredTargets = { targets: new Map(), refused: new Map(), made: [] };
  for (const [name, wants] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const manifest = manifests.get(name) ?? emptyManifest(name);
    const row = await findOrMake(tx, name, manifest, answer.made);
    if (row.kind !== 'external') {
      answer.refused.set(name, `${name} was registered with its file: it reads images itself`);
      continue;
    }
    const grown = await grow(tx, row, wants, manifest);
    if (typeof grown === 'string') answer.refused.set(name, grown);
    else answer.targets.set(name, { ...grown, name });
  }
  return answer;
}

/** The manifest of a version of which nothing was said. */
function emptyManifest(name: string): ExternalManifest {
  const at = name.lastIndexOf('@');
  return externalManifest.parse({ name: name.slice(0, at), version: name.slice(at + 1) });
}

type VersionRow = { id: string; kind: string; manifest: unknown; methods: string[] };

async function findOrMake(tx: Tx, name: string, manifest: ExternalManifest, made: string[]): Promise<VersionRow> {
  const known = await findVersion(tx, manifest);
  if (known !== undefined) return known;
  await tx.model.createMany({ data: [{ id: randomUUID(), name: manifest.name }], skipDuplicates: true });
  const model = await tx.model.findUniqueOrThrow({ where: { name: manifest.name } });
  const { version, kind } = manifest;
  const row = { id: randomUUID(), modelId: model.id, version, kind };
  const { count } = await tx.modelVersion.createMany({
    data: [{ ...row, manifest: { ...manifest, findings: [] }, saliency: { available: [], refused: [] }, assumed: [] }],
    skipDuplicates: true,
  });
  if (count > 0) made.push(row.id);
  const found = await findVersion(tx, manifest);
  if (found === undefined) throw new RangeError(`version made and not found: ${name}`);
  return found;
}

async function findVersion(
  tx: Tx,
  { name, version }: Pick<ExternalManifest, 'name' | 'version'>,
): Promise<VersionRow | undefined> {
  const [row] = await tx.$queryRaw<VersionRow[]>`
    select v.id::text as id, v.kind, v.manifest,
      array(select jsonb_array_elements_text(v.saliency -> 'available')) as methods
    from model_version v
    join model m on m.id = v.model_id
    where m.name = ${name} and v.version = ${version}`;
  return row;
}

/** The version with the findings that are wanted; in words why it cannot have them. */
async function grow(
  tx: Tx,
  row: VersionRow,
  wants: Wanted,
  stated: ExternalManifest,
): Promise<Omit<Target, 'name'> | string> {
  const before = await readFindings(tx, row.id);
  const changed = stated.findings.find((finding) => contradicts(finding, before.get(finding.name)));
  if (changed !== undefined) return `${changed.name}: what is stated of a finding never changes within a version`;
  const methods = [...wants.methods].filter((method) => !row.methods.includes(method));
  const { scope } = externalManifest.parse(row.manifest);
  const names = [...new Set([...stated.findings.map(({ name }) => name), ...wants.findings])];
  const target = { versionId: row.id, scope };
  if (methods.length === 0 && names.every((name) => before.has(name))) return { ...target, findings: before };
  // Whoever adds to a version waits for the other who does: channels are given out one by one.
  await tx.$queryRaw`select id from model_version where id = ${row.id}::uuid for no key update`;
  const findings = await readFindings(tx, row.id);
  const missing = names.filter((name) => !findings.has(name)).sort();
  if (findings.size + missing.length > MOST_FINDINGS) return `a version has at most ${MOST_FINDINGS} findings`;
  const added = missing.map((name) => filledFinding(name, stated));
  await tx.finding.createMany({
    data: added.map((finding, index) => ({ ...finding, versionId: row.id, channel: findings.size + index })),
  });
  await describe(tx, row.id, [...row.methods, ...methods], assumptions(added, stated));
  return { ...target, findings: await readFindings(tx, row.id) };
}

type Stated = ExternalManifest['findings'][number];

function contradicts({ baseline, threshold, anatomy }: Stated, known: ExternalFinding | undefined): boolean {
  if (known === undefined) return false;
  return (
    (baseline !== undefined && baseline !== known.baseline) ||
    (threshold !== undefined && threshold !== known.threshold) ||
    (anatomy !== undefined && anatomy.join() !== known.anatomy.join())
  );
}

async function readFindings(tx: Tx, versionId: string): Promise<Target['findings']> {
  const rows = await tx.finding.findMany({ where: { versionId }, orderBy: { channel: 'asc' } });
  return new Map(rows.map((row) => [row.name, { ...row, anatomy: anatomyOf(row.anatomy) }]));
}

/** What the version says of itself grows with it: its findings, what we assumed of them, and the methods of its maps. */
async function describe(tx: Tx, versionId: string, methods: string[], assumed: string[]): Promise<void> {
  await tx.$executeRaw`
    update model_version v
    set saliency = jsonb_set(saliency, '{available}', ${JSON.stringify([...new Set(methods)].slice(0, 20))}::jsonb),
      assumed = assumed || ${JSON.stringify(assumed)}::jsonb,
      manifest = jsonb_set(manifest, '{findings}', (
        select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'name', f.name, 'baseline', f.baseline, 'anatomy', f.anatomy, 'threshold', f.threshold
        )) order by f.channel), '[]')
        from finding f where f.version_id = v.id
      ))
    where v.id = ${versionId}::uuid`;
}
