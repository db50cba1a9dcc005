import type { Tx } from './client';

/**
 * Holds the files of these hashes as `lockFile` does, in their order, and answers those that no image, mask, lesion, edit,
 * report, frozen link, model version or registration that is not refused needs (a refused try keeps its file for another): the caller removes them before the transaction ends.
 */
export async function unneededFiles(tx: Tx, sha256s: string[]): Promise<string[]> {
  await tx.$queryRaw`
    select count(pg_advisory_xact_lock(hashtextextended('file:' || file.sha256, 0))) as locked
    from unnest(${sha256s.toSorted()}::text[]) as file (sha256)`;
  const rows = await tx.$queryRaw<{ sha256: string }[]>`
    select file.sha256
    from unnest(${sha256s}::text[]) as file (sha256)
    where not exists (select 1 from instance i where i.file_sha256 = file.sha256)
      and not exists (select 1 from mask m where m.sha256 = file.sha256)
      and not exists (select 1 from lesion l where l.sha256 = file.sha256)
      and not exists (select 1 from edit e where e.picture_sha256 = file.sha256)
      and not exists (select 1 from report p where file.sha256 in (p.content_sha256, p.page_sha256, p.pdf_sha256))
      and not exists (select 1 from model_version v where v.sha256 = file.sha256)
      and not exists (
        select 1 from audit_link k cross join lateral jsonb_each_text(k.frozen -> 'pictures') picture
        where k.frozen is not null and picture.value = file.sha256
      )
      and not exists (select 1 from registration r where r.sha256 = file.sha256 and (r.status <> 'refused' or r.dry))`;
  return rows.map(({ sha256 }) => sha256);
}
