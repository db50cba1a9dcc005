import pg from 'pg';
import { FINDINGS } from './synthetic';

const START = '2024-12-01T00:00:00Z';
const DAYS = 720;

/** Uniform on 0–1 from the number of the image (or result) and a salt. */
const u = (of: string, salt: number): string => `((hashint8extended(${of}, ${salt}) & 1048575) / 1048576.0)::float8`;

/**
 * Fills a database with images over two years, 14 findings each, of 12 sites of unequal size, and labels for 60 %: rows
 * as a worker writes them, but in bulk and without checking references. The same in every run.
 */
export async function makeFindings(url: string, versionId: string, images: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica; set work_mem = '128MB'; set synchronous_commit = off");
    for (const statement of statements(versionId, images)) await client.query(statement);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

function statements(versionId: string, images: number): string[] {
  const uuid = (kind: number, of: string): string =>
    `('${kind}0000000-0000-0000-0000-' || lpad(to_hex(${of}), 12, '0'))::uuid`;
  const at = `timestamptz '${START}' + i * (interval '1 day' * ${DAYS} / ${images})`;
  return [
    `insert into study (id, site, study_key) values (${uuid(1, '1')}, 'site 0', 'bench')`,
    `insert into series (id, study_id, series_key) values (${uuid(2, '1')}, ${uuid(1, '1')}, 'bench')`,
    `insert into instance (id, series_id, sha256, format, status, site, department, scanner, view_position, portable,
       patient_sex, patient_age, reported_by, acquired_at, received_at)
     select ${uuid(3, 'i')}, ${uuid(2, '1')}, i::text, 'none', 'done', 'site ' || s, 'department ' || s || '.' || floor(3 * ${u('i', 2)}),
       'scanner ' || (s * 20 / 12 + floor(2 * ${u('i', 3)})),
       case when ${u('i', 4)} < 0.05 then null when ${u('i', 5)} < 0.2 + s * 0.05 then 'AP' else 'PA' end,
       case when ${u('i', 6)} < 0.2 then null else ${u('i', 7)} < 0.3 end,
       case when ${u('i', 8)} < 0.5 then 'F' else 'M' end, floor(18 + 75 * ${u('i', 9)}),
       'reader ' || s || '.' || floor(6 * ${u('i', 10)}), ${at}, ${at}
     from (select i, floor(12 * ${u('i', 1)} ^ 1.7)::int as s from generate_series(1, ${images}::bigint) i) numbered`,
    `select ensure_finding_partition(month) from generate_series(timestamptz '${START}', timestamptz '${START}' + interval '${DAYS} days', '1 month') month`,
    `insert into prediction (id, instance_id, version_id, mask_source, input_hash, timing, created_at, at)
     select ${uuid(4, 'i')}, ${uuid(3, 'i')}, '${versionId}', 'none', '', '{}', ${at}, ${at} from generate_series(1, ${images}::bigint) i`,
    `insert into truth (instance_id, finding, value, source, received_at)
     select ${uuid(3, 'i')}, 'finding ' || f, (${u(`i * ${FINDINGS} + f`, 12)} < 0.02 + f * 0.01)::int, 'report', now()
     from generate_series(1, ${images}::bigint) i, generate_series(0, ${FINDINGS - 1}) f
     where ${u(`i * ${FINDINGS} + f`, 11)} < 0.6`,
    `insert into finding_result (prediction_id, finding_id, at, probability, logit, outside_share, area_outside,
       undefined_reason, flags, definition_version)
     select ${uuid(4, 'i')}, id, ${at}, 1 / (1 + exp(-logit)), logit, share, case when share is null then null else 0.6 end,
       case when share is null then 'no_positive_evidence' end, '{}', '1'
     from (
       select i, id, -3 + channel * 0.1 + 3 * (${u(`i * ${FINDINGS} + channel`, 13)} + ${u(`i * ${FINDINGS} + channel`, 14)}
           + ${u(`i * ${FINDINGS} + channel`, 15)} - 1.5) + (${u(`i * ${FINDINGS} + channel`, 12)} < 0.02 + channel * 0.01)::int as logit,
         case when ${u(`i * ${FINDINGS} + channel`, 16)} < 0.1 then null else ${u(`i * ${FINDINGS} + channel`, 17)} end as share
       from generate_series(1, ${images}::bigint) i, finding
     ) made`,
  ];
}
