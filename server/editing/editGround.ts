import type { DonorCandidate } from '@/server/edit/chooseDonors';
import { type EmbeddingReference, embeddingReference, MOST_REFERENCES } from '@/server/edit/outOfDistribution';
import { bytesFloat32 } from '@/server/pipeline/float32Bytes';
import type { EditContext } from './editContext';

/** Images that marker and frame may be taken from; more would hardly be more different. */
const MOST_DONORS = 2_000;

/** How long what was read of a version is used, in milliseconds. */
const FRESH_MS = 600_000;

/** What the edits of a version's cases have in common. */
export type EditGround = {
  donors: DonorCandidate[];
  /** Embeddings of real images; null when the version has none, or has read too few. */
  reference: EmbeddingReference | null;
  /** Place of an instance among the references. */
  places: Map<string, number>;
};

/** Reads them at most every ten minutes: distances among a thousand references take up to a second. */
export function openGrounds(context: EditContext): (versionId: string) => Promise<EditGround> {
  const known = new Map<string, { at: number; ground: Promise<EditGround> }>();
  return (versionId) => {
    const now = context.now().getTime();
    for (const [id, { at }] of known) if (now - at > FRESH_MS) known.delete(id);
    const ground = known.get(versionId)?.ground ?? readGround(context, versionId);
    if (!known.has(versionId)) {
      known.set(versionId, { at: now, ground });
      // Too few images to compare with, or a failure: looked for again.
      ground.then(
        ({ reference }) => reference === null && known.delete(versionId),
        () => known.delete(versionId),
      );
    }
    return ground;
  };
}

async function readGround({ db }: EditContext, versionId: string): Promise<EditGround> {
  const donors = await db.$queryRaw<DonorCandidate[]>`
    select i.id::text as "instanceId", i.site, i.patient_key as patient
    from prediction p
    join instance i on i.id = p.instance_id
    where p.version_id = ${versionId}::uuid and i.file_sha256 is not null
    order by hashtextextended(i.id::text, 2)
    limit ${MOST_DONORS}`;
  const rows = await db.$queryRaw<{ id: string; embedding: Uint8Array }[]>`
    select p.instance_id::text as id, p.embedding
    from prediction p
    where p.version_id = ${versionId}::uuid and p.embedding is not null
    order by hashtextextended(p.instance_id::text, 3)
    limit ${MOST_REFERENCES}`;
  return { donors, ...referenceOf(rows) };
}

function referenceOf(rows: { id: string; embedding: Uint8Array }[]): Omit<EditGround, 'donors'> {
  const vectors = rows.map(({ embedding }) => bytesFloat32(embedding));
  const dimensions = vectors[0]?.length ?? 0;
  if (dimensions === 0) return { reference: null, places: new Map() };
  const all = new Float32Array(vectors.length * dimensions);
  for (const [row, vector] of vectors.entries()) all.set(vector, row * dimensions);
  return {
    reference: embeddingReference(all, dimensions),
    places: new Map(rows.map(({ id }, row) => [id, row])),
  };
}
