import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adoptDb } from '@/server/db/client';
import { EDIT_KINDS } from '@/server/edit/edit';
import { decodeImage } from '@/server/image/decode';
import { bytesFloat32 } from '@/server/pipeline/float32Bytes';
import { getEdits } from '@/server/queries/edits';
import { getTellingEdits } from '@/server/queries/tellingEdits';
import { removeLooseFiles } from '@/server/retention/looseFiles';
import { removeInstances } from '@/server/retention/removeInstances';
import { registerPhantomModels, SHORTCUT, sendPhantoms } from '@/server/testing/phantomCases';
import { openProduct } from '@/server/testing/product';
import { answerEdits } from './answerEdits';
import { answerRandomisedMaps } from './answerRandomisedMaps';
import type { EditContext } from './editContext';
import { openGrounds } from './editGround';
import { pickRandom } from './pickCases';

const IMAGES = 110;

const product = await openProduct();
adoptDb(product.db);
const groundOf = openGrounds(product);
let versionId = '';

before(async () => {
  await registerPhantomModels(product);
  await sendPhantoms(product, IMAGES);
  versionId = (await product.db.modelVersion.findFirstOrThrow({ where: { kind: 'classifier' } })).id;
});
after(() => product.close());

const silent = { report: () => undefined };
const ask = (most: number, progress = silent, context: EditContext = product) =>
  answerEdits(context, groundOf, { model: SHORTCUT, sample: 'random', most }, progress);

test('a random share is edited with controls, from the logits that were stored, and again changes nothing', async () => {
  const reports: [number, number][] = [];
  const answer = await ask(6, { report: (...told: [number, number]) => void reports.push(told) } as typeof silent);
  assert.equal(answer.cases, 6);
  assert.deepEqual(answer.skipped, {});
  assert.deepEqual(reports.at(-1), [6, 6]);
  assert.deepEqual(Object.keys(answer.kinds), [...EDIT_KINDS].sort());
  for (const outcomes of Object.values(answer.kinds)) {
    assert.equal(
      Object.values(outcomes).reduce((sum, n) => sum + n, 0),
      6,
    );
  }
  assert.ok(answer.inDistribution.of > 0, 'edits are judged');
  const edits = await product.db.edit.findMany({ include: { results: true } });
  assert.equal(edits.length, 30);
  for (const edit of edits) {
    assert.equal(edit.results.length, edit.outcome === 'edited' ? 2 : 0);
    assert.equal(edit.sample, 'random');
    for (const { findingId, logitBefore } of edit.results) {
      const stored = await product.db.findingResult.findFirstOrThrow({
        where: { findingId, prediction: { instanceId: edit.instanceId, versionId } },
      });
      assert.ok(Math.abs(stored.logit - logitBefore) < 1e-3, `${stored.logit} and ${logitBefore}`);
    }
  }
  const files = await product.files();
  const told = await product.db.trailRecord.findMany({ where: { kind: 'edit:committed' } });
  assert.equal(told.length, 6, 'one record a case');
  const recorded = told.flatMap(({ content }) => JSON.parse(content).body.edits.map((edit: { id: string }) => edit.id));
  assert.deepEqual(recorded.sort(), edits.map(({ id }) => id).sort());
  assert.deepEqual(await ask(6), answer);
  assert.equal(await product.db.edit.count(), 30);
  assert.equal(await product.db.trailRecord.count({ where: { kind: 'edit:committed' } }), 6);
  assert.equal(await product.files(), files);
});

test('a bigger share holds the smaller one', async () => {
  const first = await product.db.edit.findMany({ distinct: ['instanceId'] });
  const next = await pickRandom(product.db, versionId, 9);
  assert.equal(next.length, 3);
  await ask(9);
  const all = new Set((await product.db.edit.findMany({ distinct: ['instanceId'] })).map((edit) => edit.instanceId));
  assert.deepEqual([...first.map((edit) => edit.instanceId), ...next].sort(), [...all].sort());
});

test('marker, frame and donor are told, pictures and maps kept, and the page gets them in order', async () => {
  const swap = await product.db.edit.findFirstOrThrow({ where: { kind: 'swap-other', outcome: 'edited' } });
  const [instance, donor] = await Promise.all(
    [swap.instanceId, swap.donorId ?? ''].map((id) => product.db.instance.findUniqueOrThrow({ where: { id } })),
  );
  assert.notEqual(donor?.site, instance?.site);
  const views = await getEdits(swap.instanceId, SHORTCUT);
  assert.deepEqual(
    views.map(({ kind }) => kind),
    [...EDIT_KINDS],
  );
  const view = views.find(({ kind }) => kind === 'swap-other');
  assert.equal(view?.donorSite, donor?.site);
  assert.ok(view?.links.image?.endsWith(`/api/v1/edits/${swap.id}/image`));
  assert.equal(view?.findings.length, 2);
  assert.ok((view?.area ?? 0) > 0 && (view?.area ?? 1) < 0.6, `${view?.area}`);
  const picture = await decodeImage(await product.store.get(swap.pictureSha256 ?? ''));
  assert.deepEqual([picture.height, picture.width], [160, 160]);
  assert.equal(bytesFloat32(swap.maps ?? new Uint8Array()).length, 2 * (swap.mapHeight ?? 0) * (swap.mapWidth ?? 0));
  assert.notDeepEqual(swap.maps, swap.mapsBefore);
  const telling = await getTellingEdits(SHORTCUT, 'Pneumonia', { kind: 'swap-other', limit: 3 });
  assert.ok(telling.n >= telling.up.length + telling.down.length && telling.n > 0);
  for (const { delta } of telling.up) assert.ok(delta > 0);
  const most = telling.up[0]?.instanceId ?? telling.down[0]?.instanceId ?? '';
  const rest = await getTellingEdits(SHORTCUT, 'Pneumonia', { kind: 'swap-other', limit: 3 }, new Set([most]));
  assert.equal(rest.n, telling.n - 1, 'a case that is hidden from its reader');
  assert.ok([...rest.up, ...rest.down].every(({ instanceId }) => instanceId !== most));
  for (const { delta, donorSite, site } of telling.down) assert.ok(delta < 0 && donorSite !== site);
});

test('a run that is stopped in the middle keeps what is done, and the next goes on with the rest', async () => {
  const done = await product.db.edit.count();
  const stopping = {
    report(at: number) {
      if (at === 2) throw new Error('stopped');
    },
  };
  await assert.rejects(ask(15, stopping as typeof silent), /stopped/);
  const kept = await product.db.edit.count();
  assert.ok(kept > done && kept < 15 * EDIT_KINDS.length, `${kept}`);
  assert.equal((await ask(15)).cases, 15);
  assert.equal(await product.db.edit.count(), 15 * EDIT_KINDS.length);
});

test('what was edited for another reason counts as random once chance picks it', async () => {
  const [next = ''] = await pickRandom(product.db, versionId, 16);
  await product.db.edit.createMany({
    data: EDIT_KINDS.map((kind, n) => ({
      ...{ id: `00000000-0000-4000-8000-00000000000${n}`, instanceId: next, versionId, kind, sample: 'flagged' },
      ...{ definitionVersion: 'edits-1', outcome: 'no-donor', maskSource: 'none', createdAt: new Date() },
    })),
  });
  assert.equal((await ask(16)).cases, 16);
  assert.equal(await product.db.edit.count({ where: { instanceId: next, sample: 'random' } }), 5);
});

test('an image that cannot be read is counted with its reason, and one without its file too', async () => {
  const [spoiled = '', lost = ''] = await pickRandom(product.db, versionId, 18);
  const { sha256 } = await product.store.put(Buffer.from('not an image'));
  await product.db.instance.update({ where: { id: spoiled }, data: { fileSha256: sha256 } });
  await product.db.instance.update({ where: { id: lost }, data: { fileSha256: 'f'.repeat(64) } });
  const { skipped } = await ask(18);
  assert.equal(skipped['file-missing'], 1);
  assert.equal(
    Object.values(skipped).reduce((sum, n) => sum + n, 0),
    2,
  );
});

test('maps of permuted weights are answered for each finding, with what they have in common with the real ones', async () => {
  const answer = await answerRandomisedMaps(product, { model: SHORTCUT }, silent);
  assert.equal(answer.seeds, 2);
  assert.equal(answer.images, 64);
  for (const finding of answer.findings) {
    const missing = Object.values(finding.undefined).reduce((sum, n) => sum + n, 0);
    assert.ok(finding.n > 0 && missing < 128, JSON.stringify(finding));
    assert.ok(finding.similarity === null || (finding.similarity >= 0 && finding.similarity < 0.9));
  }
});

test('with an instance its edits and their pictures go, and those of others stay', async () => {
  const gone = await product.db.edit.findFirstOrThrow({ where: { outcome: 'edited' } });
  const mine = await product.db.edit.findMany({ where: { instanceId: gone.instanceId, outcome: 'edited' } });
  await product.db.$transaction(async (tx) => {
    const rows = await tx.instance.findMany({ where: { id: gone.instanceId } });
    await removeInstances(tx, rows);
  });
  while ((await removeLooseFiles(product.db, product.store)) > 0);
  assert.equal(await product.db.edit.count({ where: { instanceId: gone.instanceId } }), 0);
  for (const { pictureSha256 } of mine) assert.equal(await product.store.has(pictureSha256 ?? ''), false);
  for (const { pictureSha256 } of await product.db.edit.findMany({ where: { outcome: 'edited' } })) {
    assert.equal(await product.store.has(pictureSha256 ?? ''), true);
  }
});
