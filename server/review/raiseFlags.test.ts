import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { adoptDb, openDb } from '@/server/db/client';
import { EDIT_VERSION } from '@/server/edit/edit';
import { testDatabase } from '@/server/testing/database';
import { askItems, withdrawItem } from './askItems';
import type { FlagCondition } from './flagRule';
import { previewRequest, previewRule } from './previewRule';
import { raiseFlags } from './raiseFlags';
import { makeInstance, makePrediction, makeReader, makeVersion } from './review.fixture';
import { changeReviewSettings, DEFAULT_REVIEW_SETTINGS, getReviewSettings } from './reviewSettings';
import { changeFlagRule, createFlagRule, listFlagRules, removeFlagRule } from './ruleStore';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

const now = new Date('2026-05-05T00:00:00Z');
const images: string[] = [];
let live = { versionId: '', findingId: 0 };

const settle = async (changed: Partial<typeof DEFAULT_REVIEW_SETTINGS>): Promise<void> => {
  const { id: expected } = await getReviewSettings(db);
  const settings = { ...DEFAULT_REVIEW_SETTINGS, ...changed };
  await changeReviewSettings({ settings, reason: 'for a test', expected }, 'operator', now, db);
};

before(async () => {
  live = await makeVersion(db, 'chest', '1');
  const candidate = await makeVersion(db, 'chest', '2', 'shadow');
  await settle({ controlShare: 0, secondShare: 1, unaidedShare: 0 });
  for (let i = 0; i < 60; i++) {
    const id = await makeInstance(db);
    images.push(id);
    // Ten look outside, two of them below the threshold; the others have next to no score.
    const outside = i < 10 ? { outsideShare: 0.6 + i / 30 } : {};
    await makePrediction(db, id, live, { probability: i < 8 ? 0.9 : 0.2, ...outside });
    await makePrediction(db, id, candidate, { probability: i === 40 ? 0.7 : i < 8 ? 0.9 : 0.2, outsideShare: 1 });
  }
});

const outsideRule: FlagCondition = {
  kind: 'outside-above-null',
  parameters: { percentile: 95, least: 0.65, onlyPositive: true },
};
const rule = {
  name: 'Outside',
  condition: outsideRule,
  versionId: null,
  finding: null,
  enabled: true,
  reason: 'a test',
};
const flagsOf = async (ruleId: string): Promise<string[]> =>
  (await db.caseFlag.findMany({ where: { ruleId } })).map(({ instanceId }) => instanceId).sort();

test('a preview tells what is flagged then, and flagging again changes nothing', async () => {
  const preview = await previewRule(previewRequest.parse({ condition: outsideRule }), now, new Set(), db);
  assert.equal(preview.predictions, 60);
  assert.equal(preview.flaggedPredictions, 6);
  assert.equal(preview.share?.value, 0.1);
  assert.equal(preview.cases[0]?.instanceId, images[7]);
  const { ruleId } = await createFlagRule(rule, 'operator', now, db);
  const first = await raiseFlags(db, images, now);
  assert.deepEqual(await flagsOf(ruleId), images.slice(2, 8).sort());
  assert.deepEqual(await raiseFlags(db, images, now), { flags: 0, queued: 0 });
  // The shipped rules saw the same cases, and the one that a candidate decides otherwise.
  assert.equal(first.queued, 9);
  const others = await db.caseFlag.findMany({ where: { rule: { kind: 'version-disagreement' } } });
  assert.deepEqual(
    others.map(({ instanceId }) => instanceId),
    [images[40]],
  );
  const second = await db.reviewRead.count({ where: { ordinal: 2 } });
  assert.equal(second, 9);
  const [trail] = await db.trailRecord.findMany({ where: { kind: 'review:queued' } });
  assert.ok(trail?.subjects.includes(`instance:${images[7]}`));
});

test('an edit that came later flags its case', async () => {
  const id = images[50] ?? '';
  for (const [kind, after] of [
    ['marker-erase', 1.4],
    ['marker-sham', 0.1],
  ] as const) {
    const edit = { id: randomUUID(), instanceId: id, versionId: live.versionId, kind, definitionVersion: EDIT_VERSION };
    await db.edit.create({
      data: { ...edit, outcome: 'edited', maskSource: 'upload', sample: 'random', createdAt: now },
    });
    const scores = { logitBefore: 0, logitAfter: after, probabilityBefore: 0.5, probabilityAfter: 0.5 };
    await db.editResult.create({ data: { editId: edit.id, findingId: live.findingId, ...scores } });
  }
  assert.deepEqual(await raiseFlags(db, [id], now), { flags: 1, queued: 1 });
});

test('a rule that is changed, switched off or removed flags no more, keeps its flags, and every change is in the trail', async () => {
  const [own] = (await listFlagRules(db)).rules.filter(({ name }) => name === 'Outside');
  assert.ok(own);
  assert.equal(own.flagged, 6);
  const change = { ...rule, enabled: false, expected: own.changedAt };
  const { changedAt } = await changeFlagRule(own.ruleId, change, 'operator', new Date(now.getTime() + 1), db);
  await assert.rejects(changeFlagRule(own.ruleId, change, 'operator', now, db), { code: 'conflict' });
  assert.notEqual(changedAt, own.changedAt);
  await removeFlagRule(own.ruleId, 'not needed', 'operator', now, db);
  await assert.rejects(removeFlagRule(own.ruleId, 'again', 'operator', now, db), { code: 'not-found' });
  assert.equal((await flagsOf(own.ruleId)).length, 6);
  const told = await db.trailRecord.findMany({
    where: { subjects: { has: `flag-rule:${own.ruleId}` } },
    orderBy: { seq: 'asc' },
  });
  assert.deepEqual(
    told.map(({ content }) => JSON.parse(content).body.change),
    ['created', 'changed', 'removed'],
  );
  assert.ok(told.every(({ content }) => !content.includes('not needed')));
});

test('controls are drawn among the unflagged alone, the same ones whenever they are drawn', async () => {
  const drawn = async () => {
    const rows = await db.reviewItem.findMany({ where: { arm: 'control' }, orderBy: { instanceId: 'asc' } });
    return rows.map(({ instanceId, priority }) => `${instanceId} ${priority}`);
  };
  await settle({ controlShare: 0.5 });
  await raiseFlags(db, images, now);
  const first = await drawn();
  assert.ok(first.length > 12 && first.length < 40, `${first.length} of 49`);
  const flagged = await db.caseFlag.findMany({ where: { instanceId: { in: first.map((one) => one.slice(0, 36)) } } });
  assert.equal(flagged.length, 0);
  await db.reviewItem.deleteMany({ where: { arm: 'control' } });
  await raiseFlags(db, images.toReversed(), now);
  assert.deepEqual(await drawn(), first);
});

test('no more are queued by themselves than may wait, but those that somebody asks for', async () => {
  await db.reviewItem.deleteMany({});
  await settle({ controlShare: 1, secondShare: 0, mostWaiting: 3 });
  assert.equal((await raiseFlags(db, images, now)).queued, 3);
  const who = `account ${await makeReader(db, 'Ada')}`;
  const waiting = await db.reviewItem.findMany({});
  const asked = { model: 'chest@1', finding: 'Edema', instanceIds: [...images.slice(56), randomUUID()] };
  const found = waiting.filter(({ instanceId }) => asked.instanceIds.includes(instanceId)).length;
  assert.deepEqual(await askItems(asked, who, now, db), { queued: 4 - found, unchanged: found, missing: 1 });
  const [item] = await db.reviewItem.findMany({ where: { arm: 'asked' } });
  assert.ok(item);
  await withdrawItem(item.id, 'by mistake', who, now, db);
  await assert.rejects(withdrawItem(item.id, 'twice', who, now, db), { code: 'conflict' });
  const again = { ...asked, instanceIds: [item.instanceId] };
  assert.deepEqual(await askItems(again, who, now, db), { queued: 1, unchanged: 0, missing: 0 });
});
