import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cohortFilter } from '@/server/cohort/cohortFilter';
import { adoptDb, openDb } from '@/server/db/client';
import { buildDicom, radiographElements, type TestElement } from '@/server/dicom/testing/buildDicom';
import { getCase } from '@/server/queries/caseDetail';
import { listCases } from '@/server/queries/cases';
import { openFileStore } from '@/server/store/fileStore';
import { testDatabase } from '@/server/testing/database';
import { keyedHash } from './keyedHash';
import { receiveInstance } from './receiveInstance';

const db = openDb(await testDatabase());
adoptDb(db);
const folder = await mkdtemp(join(tmpdir(), 'sightline-test-'));
after(async () => {
  await db.$disconnect();
  await rm(folder, { recursive: true, force: true });
});

test('what a file says of text burned into its picture is kept, told and filtered for', async () => {
  const hash = keyedHash(randomBytes(32));
  const send = async (shade: number, said: string | null): Promise<string> => {
    const tag: TestElement[] = said === null ? [] : [{ tag: '00280301', vr: 'CS', value: said }];
    const image = buildDicom(radiographElements([shade, 200], tag));
    const delivery = { image, metadata: { site: 'A' }, masks: [] };
    return (await receiveInstance(db, openFileStore(folder), hash, delivery, new Date())).instanceId;
  };
  const expected = [
    ['true', await send(1, 'YES'), true],
    ['false', await send(2, 'NO'), false],
    ['unknown', await send(3, null), null],
  ] as const;
  for (const [burnedInAnnotation, id, stated] of expected) {
    assert.equal((await getCase(id))?.burnedInAnnotation, stated);
    const { rows } = await listCases(cohortFilter.parse({ burnedInAnnotation }), { limit: 10 });
    assert.deepEqual(
      rows.map(({ instanceId }) => instanceId),
      [id],
    );
  }
});
