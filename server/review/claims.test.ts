import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { adoptDb, openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { askItems } from './askItems';
import { claimNext } from './claimNext';
import { commitUnaided, commitVerdict, undoVerdict, verdictAnswer } from './commitRead';
import { hiddenForReader } from './hiddenForReader';
import { releaseClaim, renewClaim } from './holdClaim';
import { listItems } from './listItems';
import { getQueueState, listReads } from './queueState';
import { getRead } from './readerView';
import { makeInstance, makePrediction, makeReader, makeVersion } from './review.fixture';
import { changeReviewSettings, DEFAULT_REVIEW_SETTINGS, getReviewSettings } from './reviewSettings';
import { nextInstance } from './whatWaits';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

const START = Date.UTC(2026, 4, 5);
const at = (minutes: number): Date => new Date(START + minutes * 60_000);
/** Told nowhere but in the result. */
const PROBABILITY = 0.8765;
const images: string[] = [];
const readers: string[] = [];
const reader = (i: number): string => readers[i] ?? '';

before(async () => {
  const version = await makeVersion(db, 'chest', '1');
  for (let i = 0; i < 12; i++) {
    const id = await makeInstance(db);
    images.push(id);
    await makePrediction(db, id, version, { probability: PROBABILITY, outsideShare: 0.4321 });
    await db.truth.create({
      data: { instanceId: id, finding: 'Edema', value: 1, source: 'report', receivedAt: at(0) },
    });
  }
  for (let i = 0; i < 20; i++) readers.push(await makeReader(db, `Reader ${i}`));
});

beforeEach(() => db.reviewItem.deleteMany({}));

async function queue(count: number, changed: Partial<typeof DEFAULT_REVIEW_SETTINGS> = {}): Promise<void> {
  const { id: expected } = await getReviewSettings(db);
  const settings = { ...DEFAULT_REVIEW_SETTINGS, secondShare: 0, unaidedShare: 0, ...changed };
  await changeReviewSettings({ settings, reason: 'for a test', expected }, 'operator', at(0), db);
  const asked = { model: 'chest@1', finding: 'Edema', instanceIds: images.slice(0, count) };
  assert.equal((await askItems(asked, 'operator', at(0), db)).queued, count);
}

const claim = async (i: number, minutes: number) => {
  const { read } = await claimNext({}, reader(i), at(minutes), db);
  assert.ok(read);
  return read;
};

test('of twenty readers at once none gets a case that another has', async () => {
  await queue(12);
  const claims = await Promise.all(readers.map((id) => claimNext({}, id, at(1), db)));
  const given = claims.flatMap(({ read }) => read?.readId ?? []);
  assert.equal(new Set(given).size, 12);
  const page = await listItems({ limit: 8 }, at(2), db);
  const rest = await listItems({ limit: 8, cursor: page.nextCursor ?? '' }, at(2), db);
  assert.deepEqual([page.rows.length, rest.rows.length, rest.nextCursor], [8, 4, null]);
  assert.ok([...page.rows, ...rest.rows].every(({ isClaimed }) => isClaimed));
  assert.equal(given.length, 12);
  assert.equal(await db.trailRecord.count({ where: { kind: 'review:claimed' } }), 12);
});

test('what waits is told by finding and age, and the server knows which case comes next', async () => {
  await queue(3);
  const { waiting, waitingSince, findings } = await getQueueState(reader(0), at(9), db);
  assert.deepEqual([waiting, waitingSince, findings], [3, at(0).toISOString(), [{ finding: 'Edema', waiting: 3 }]]);
  for (let i = 0; i < 3; i++) {
    const next = await nextInstance(reader(i), at(9), db);
    assert.equal((await claim(i, 9)).instanceId, next);
  }
  assert.equal(await nextInstance(reader(3), at(9), db), null);
});

test('both reads of an item go to different readers, also when one reader has two windows', async () => {
  await queue(1, { secondShare: 1 });
  const [one, two] = await Promise.all([claimNext({}, reader(0), at(1), db), claimNext({}, reader(0), at(1), db)]);
  assert.equal(one.read?.readId, two.read?.readId);
  assert.equal((await claimNext({ skip: [one.read?.readId ?? ''] }, reader(0), at(1), db)).read, null);
  const other = await claim(1, 1);
  assert.notEqual(other.readId, one.read?.readId);
  assert.equal(other.itemId, one.read?.itemId);
});

test('a claim that is over goes to the next, and the former reader is told so; a sign of life keeps it', async () => {
  await queue(1);
  const first = await claim(0, 0);
  await renewClaim(first.readId, reader(0), at(5), db);
  assert.equal((await claimNext({}, reader(1), at(14), db)).read, null);
  const next = await claim(1, 16);
  assert.equal(next.readId, first.readId);
  await assert.rejects(renewClaim(first.readId, reader(0), at(17), db), { code: 'conflict' });
  await assert.rejects(commitVerdict(first.readId, { verdict: 'agree' }, reader(0), at(17), db), { code: 'conflict' });
  await assert.rejects(getRead(first.readId, reader(0), db), { code: 'not-found' });
  await releaseClaim(next.readId, reader(1), at(18), db);
  assert.equal((await claim(0, 19)).readId, first.readId);
});

test('whoever is late but was not replaced may still commit, once', async () => {
  await queue(1);
  const { readId } = await claim(0, 0);
  const done = await commitVerdict(
    readId,
    { verdict: 'wrong-reason', zone: 'marker', note: 'the L' },
    reader(0),
    at(30),
    db,
  );
  assert.equal(done.stage, 'done');
  assert.equal(done.verdict?.milliseconds, 30 * 60_000);
  assert.equal(done.reason?.arm, 'asked');
  await assert.rejects(commitVerdict(readId, { verdict: 'agree' }, reader(0), at(31), db), { code: 'conflict' });
  assert.throws(() => verdictAnswer.parse({ verdict: 'wrong-reason' }));
  assert.throws(() => verdictAnswer.parse({ verdict: 'agree', zone: 'heart' }));
  const said = await db.trailRecord.findMany({ where: { kind: 'review:committed' } });
  assert.ok(said.every(({ content }) => !content.includes('the L')));
  const { doneByYouToday, waitingSince, findings } = await getQueueState(reader(0), at(31), db);
  assert.deepEqual([doneByYouToday, waitingSince, findings], [1, null, []]);
  assert.equal((await listReads(reader(0), { limit: 1 }, db)).rows[0]?.zone, 'marker');
});

test('nothing that a reader is told gives away what is to be hidden, until they commit', async () => {
  await queue(1, { unaidedShare: 1 });
  const read = await claim(0, 0);
  const told = JSON.stringify([
    read,
    await getRead(read.readId, reader(0), db),
    await claimNext({}, reader(0), at(1), db),
    await getQueueState(reader(0), at(1), db),
    await listReads(reader(0), { limit: 10 }, db),
  ]);
  for (const secret of [
    String(PROBABILITY),
    '0.4321',
    'saliency?',
    'log-ratio',
    'asked',
    'flagged',
    'control',
    'priority',
  ])
    assert.ok(!told.includes(secret), secret);
  assert.equal(read.stage, 'unaided');
  assert.deepEqual([read.result, read.reason, read.verdict, read.other, read.unaided], [null, null, null, null, null]);
  assert.deepEqual([...(await hiddenForReader(reader(0), db))], [read.instanceId]);
  assert.equal((await hiddenForReader(reader(1), db)).size, 0);
  await assert.rejects(commitVerdict(read.readId, { verdict: 'agree' }, reader(0), at(1), db), { code: 'conflict' });
  const shown = await commitUnaided(read.readId, { verdict: 'absent' }, reader(0), at(2), db);
  assert.equal(shown.stage, 'aided');
  assert.equal(shown.result?.probability, PROBABILITY);
  assert.equal(shown.reason, null);
  assert.equal((await hiddenForReader(reader(0), db)).size, 0);
  await assert.rejects(commitUnaided(read.readId, { verdict: 'present' }, reader(0), at(3), db), { code: 'conflict' });
  assert.equal(await db.trailRecord.count({ where: { kind: 'review:revealed' } }), 1);
  const done = await commitVerdict(read.readId, { verdict: 'disagree' }, reader(0), at(3), db);
  assert.equal(done.verdict?.milliseconds, 60_000);
  assert.equal(done.unaided?.verdict, 'absent');
});

test('who gave back a case that is to be read unaided is not given it again, and what a former reader began does not count', async () => {
  await queue(1, { unaidedShare: 1 });
  const { readId } = await claim(0, 0);
  await releaseClaim(readId, reader(0), at(1), db);
  assert.equal((await claimNext({}, reader(0), at(2), db)).read, null);
  assert.equal((await claim(1, 2)).readId, readId);
  await commitUnaided(readId, { verdict: 'present' }, reader(1), at(3), db);
  const third = await claim(2, 30);
  assert.equal(third.stage, 'unaided');
  assert.equal(await db.review.count({ where: { readId, withdrawnAt: null } }), 0);
});

test('no reader sees what the other said before both are done, and then nothing is taken back any more', async () => {
  await queue(1, { secondShare: 1 });
  const [one, two] = [await claim(0, 0), await claim(1, 0)];
  const first = await commitVerdict(one.readId, { verdict: 'agree', note: 'clear' }, reader(0), at(1), db);
  assert.equal(first.other, null);
  const waits = JSON.stringify(await getRead(two.readId, reader(1), db));
  assert.ok(!waits.includes('clear') && !waits.includes('agree'));
  await undoVerdict(one.readId, reader(0), at(2), db);
  await assert.rejects(undoVerdict(one.readId, reader(0), at(2), db), { code: 'conflict' });
  await commitVerdict(one.readId, { verdict: 'disagree', note: 'after all' }, reader(0), at(3), db);
  const second = await commitVerdict(two.readId, { verdict: 'agree' }, reader(1), at(4), db);
  assert.deepEqual(second.other, { unaided: null, verdict: 'disagree', zone: null, note: 'after all' });
  assert.equal(second.verdict?.undoUntil, null);
  await assert.rejects(undoVerdict(two.readId, reader(1), at(5), db), { code: 'conflict' });
  const kept = await db.review.findMany({ where: { readId: one.readId }, orderBy: { committedAt: 'asc' } });
  assert.deepEqual(
    kept.map(({ verdict, withdrawnAt }) => [verdict, withdrawnAt !== null]),
    [
      ['agree', true],
      ['disagree', false],
    ],
  );
});

test('a verdict can be taken back for ten minutes', async () => {
  await queue(1);
  const { readId } = await claim(0, 0);
  await commitVerdict(readId, { verdict: 'agree' }, reader(0), at(1), db);
  await assert.rejects(undoVerdict(readId, reader(1), at(2), db), { code: 'conflict' });
  await assert.rejects(undoVerdict(readId, reader(0), at(11.1), db), { code: 'conflict' });
  assert.equal((await undoVerdict(readId, reader(0), at(11), db)).stage, 'aided');
});
