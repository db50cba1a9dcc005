import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { openDb } from '@/server/db/client';
import { migrate, readMigrations } from '@/server/start/migrate';
import { withDatabase } from '@/server/testing/database';
import { rebuildRollup } from './rebuild';
import { rebuildIfStale } from './rebuildIfStale';

/** What an installation holds from before score histograms: one labelled result with its cell, without scores. */
const BEFORE = `
  insert into study (id, site, study_key) values (gen_random_uuid(), 'A', 'k');
  insert into series (id, study_id, series_key) select gen_random_uuid(), id, 'k' from study;
  insert into instance (id, series_id, sha256, file_sha256, byte_length, format, height, width, bit_depth, status, site, received_at)
    select gen_random_uuid(), id, 's', 's', 1, 'png', 8, 8, 8, 'done', 'A', '2026-11-01T09:10:00Z' from series;
  insert into truth (instance_id, finding, value, source, received_at) select id, 'Edema', 0, 'report', now() from instance;
  insert into model (id, name) values (gen_random_uuid(), 'm');
  insert into model_version (id, model_id, version, kind, sha256, manifest, saliency, assumed)
    select gen_random_uuid(), id, '1', 'classifier', '', '{}', '{}', '[]' from model;
  insert into finding (version_id, name, channel, baseline) select id, 'Edema', 0, 0.1 from model_version;
  insert into prediction (id, instance_id, version_id, mask_source, input_hash, timing, created_at)
    select gen_random_uuid(), i.id, v.id, 'none', '', '{}', now() from instance i, model_version v;
  insert into finding_result (prediction_id, finding_id, probability, logit, undefined_reason, flags, definition_version)
    select p.id, f.id, 0.25, -1.1, 'no_saliency', '{}', '1' from prediction p, finding f;
  insert into rollup_cell select id, 'site', 'A', 'A', 'hour', '2026-11-01T09:00:00Z', 1, 0, 1, 0, 17179869184, 0, 0, 0, 0, 0, 0, 0, 1
    from finding;`;

test('an older database is marked by the migration and made anew by the worker; an empty one is not', async () => {
  await withDatabase(async (url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const stale = async () => (await client.query<{ stale: boolean }>('select stale from rollup_state')).rows;
    assert.deepEqual(await stale(), [{ stale: false }]);
    await client.query('drop schema public cascade; create schema public; drop schema graphile_worker cascade');
    await migrate(url, () => {}, readMigrations().slice(0, 1));
    await client.query(BEFORE);
    await migrate(url);
    assert.deepEqual(await stale(), [{ stale: true }]);
    const db = openDb(url);
    assert.equal(await rebuildIfStale(db), 1);
    assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
    const { rows } = await client.query<{ negative_scores: number[] }>(
      "select negative_scores from rollup_cell where by = 'site' and grain = 'all'",
    );
    assert.deepEqual(rows, [{ negative_scores: [232, 1] }]);
    assert.deepEqual(await stale(), [{ stale: false }]);
    await db.$disconnect();
    await client.end();
  });
});
