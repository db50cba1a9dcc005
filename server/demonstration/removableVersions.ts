import type { Tx } from '@/server/db/client';

export type RemovableVersion = {
  id: string;
  modelId: string;
  name: string;
  kind: 'classifier' | 'segmenter';
  sha256: string;
};

/**
 * Of the versions that the demonstration registered (`name@version`), those that go with it: all classifiers, and the
 * segmenters that no version that stays asks for.
 */
export async function removableVersions(tx: Tx, registered: string[]): Promise<RemovableVersion[]> {
  if (registered.length === 0) return [];
  return tx.$queryRaw<RemovableVersion[]>`
    with own as (
      select v.id, v.model_id, m.name || '@' || v.version as name, v.kind, v.sha256
      from model_version v
      join model m on m.id = v.model_id
      where m.name || '@' || v.version = any(${registered})
    )
    select id, model_id as "modelId", name, kind, sha256
    from own
    where kind = 'classifier' or not exists (
      select 1 from model_version v
      where v.manifest ->> 'segmenter' = own.name and not exists (select 1 from own o where o.id = v.id)
    )
    order by kind, name`;
}
