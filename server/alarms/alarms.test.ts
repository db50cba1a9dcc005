import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { type MadePlace, type MadeVersion, makeVersion } from './alarms.fixture';
import { changeIncident } from './changeIncident';
import { changeRule, createRule } from './changeRule';
import { getAlarm } from './getAlarm';
import { getComposition } from './getComposition';
import { getIncident, listIncidents } from './incidents';
import { alarmFilter, listAlarms } from './listAlarms';
import { previewRule } from './previewRule';
import { listRules } from './rules';
import { ruleDraft, ruleParameters } from './statistic';
import { watchAlarms } from './watchAlarms';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

const FIRST = new Date('2026-06-01T00:00:00Z');
const DAYS = 75;
const CHANGE = 55;
const NOW = new Date('2026-08-15T01:00:00Z');
const PERIOD = { referenceFrom: '2026-06-01', referenceTo: '2026-06-30' };
const WHO = { by: 'account test', now: NOW };

/** A patient-day of the two views is as it is; only how many come of each changes. */
const views = (site: string, ap: (day: number) => number, outside: (day: number) => number): MadePlace[] => [
  { site, viewPosition: 'AP', patients: ap, outside: (day) => 0.15 + outside(day), logit: () => 0.5 },
  { site, viewPosition: 'PA', patients: (day) => 20 - ap(day), outside, logit: () => -1.5 },
];

let shifted: MadeVersion;
let mixed: MadeVersion;
let blunted: MadeVersion;
before(async () => {
  const even = () => 10;
  const quiet = () => 0.4;
  shifted = await makeVersion(db, {
    ...{ name: 'shifted', first: FIRST, days: DAYS },
    places: [
      ...views('North', even, quiet),
      { site: 'South', viewPosition: 'AP', patients: even, outside: (day) => (day < CHANGE ? 0.55 : 0.75) },
      { site: 'South', viewPosition: 'PA', patients: even, outside: quiet },
    ],
  });
  const moreAp = (day: number) => (day < CHANGE - 15 ? 5 : 16);
  mixed = await makeVersion(db, { name: 'mixed', first: FIRST, days: DAYS, places: views('North', moreAp, quiet) });
  // At South in AP the scores of the sick fall back and those of the healthy rise, so that nobody is told from anybody.
  const place = { viewPosition: 'AP', patients: () => 20, outside: quiet };
  blunted = await makeVersion(db, {
    ...{ name: 'blunted', first: FIRST, days: DAYS },
    places: [
      { ...place, site: 'North', positive: () => 0.8 },
      {
        ...{ ...place, site: 'South', positive: (day) => (day < CHANGE ? 0.8 : -0.4) },
        logit: (day) => (day < CHANGE ? -1 : -0.4),
      },
    ],
  });
});

const draft = (model: string, extra: object = {}) =>
  ruleDraft.parse({
    ...{ name: 'Looks elsewhere', statistic: 'outside-share', model },
    parameters: { ...PERIOD, band: { kind: 'margin', margin: 0.05, unit: 'value' } },
    ...extra,
  });
const alarms = (state: string) => listAlarms(alarmFilter.parse({ state }), db);

test('a preview counts the days first, then tells what would have been raised', async () => {
  assert.deepEqual(await previewRule(draft(shifted.model), db), { state: 'counting' });
  await watchAlarms(db, { versionId: shifted.versionId }, NOW);
  const preview = await previewRule(draft(shifted.model), db);
  assert.ok(preview.state === 'ready');
  assert.equal(preview.watched, 4);
  assert.equal(preview.patientDays, 4 * 10 * 45);
  assert.equal(Math.round(preview.runLengthDays ?? 0), 4 * 7300);
  assert.deepEqual(
    preview.alarms.map(({ site, viewPosition, side, endedDay }) => [site, viewPosition, side, endedDay]),
    [['South', 'AP', 'above', null]],
  );
  assert.equal((await alarms('all')).total, 0);
});

test('a shift at one site in one view raises exactly that alarm, with an incident, and once', async () => {
  await createRule(draft(shifted.model), WHO, db);
  assert.deepEqual(await watchAlarms(db, {}, NOW), { raised: 1, ended: 0 });
  assert.deepEqual(await watchAlarms(db, { whole: true }, NOW), { raised: 0, ended: 0 });
  await changeRule((await listRules(db))[0]?.id ?? '', { name: 'Looks away' }, WHO, db);
  assert.deepEqual(await watchAlarms(db, {}, NOW), { raised: 0, ended: 0 });
  const [alarm] = (await alarms('open')).rows;
  assert.ok(alarm !== undefined);
  assert.deepEqual([alarm.site, alarm.viewPosition, alarm.side], ['South', 'AP', 'above']);
  assert.ok(alarm.since >= '2026-07-24' && alarm.since <= '2026-07-28', alarm.since);
  assert.ok(alarm.day > alarm.since && alarm.day < '2026-08-05', alarm.day);
  assert.ok(alarm.figures.low > alarm.figures.bandHigh && alarm.figures.n >= 50);
  const { points } = await getAlarm(alarm.id, db);
  const raised = points.find(({ day }) => day === alarm.day);
  assert.ok(raised?.mean != null && Math.abs(raised.mean - alarm.figures.mean) < 1e-9);
  assert.ok(Math.abs((raised.low ?? 0) - alarm.figures.low) < 1e-9);
  assert.equal((await getIncident(alarm.incident ?? 0, db)).alarms[0]?.id, alarm.id);
});

test('the chain of records and the events are written with the alarm, without anybody’s free text', async () => {
  const kinds = await db.$queryRaw<
    { kind: string; content: string }[]
  >`select kind, content from trail_record order by seq`;
  const told = kinds.map(({ kind }) => kind);
  assert.deepEqual(told, ['alarm-rule:changed', 'alarm:raised', 'alarm-rule:changed']);
  assert.ok(!kinds.some(({ content }) => content.includes('Looks away')));
  const events = await db.$queryRaw<
    { n: number }[]
  >`select count(*)::int as n from outbox where type = 'alarm:changed'`;
  assert.ok((events[0]?.n ?? 0) >= 3);
});

test('an alarm ends when values are back within the band', async () => {
  const back: MadePlace = { site: 'South', viewPosition: 'AP', patients: () => 10, outside: () => 0.55 };
  const first = new Date(FIRST.getTime() + DAYS * 86_400_000);
  const again = await makeVersion(db, { name: 'other', first, days: 8, places: [back] });
  // The same patients, read by the version that is watched.
  await db.prediction.updateMany({
    where: { versionId: again.versionId },
    data: { versionId: shifted.versionId, createdAt: new Date(NOW.getTime() + 86_400_000) },
  });
  await db.$executeRaw`update finding_result set finding_id = ${shifted.findings[0]?.id} where finding_id = ${again.findings[0]?.id}`;
  const later = new Date(first.getTime() + 9 * 86_400_000);
  assert.deepEqual(await watchAlarms(db, {}, later), { raised: 0, ended: 1 });
  assert.deepEqual(await watchAlarms(db, { whole: true }, later), { raised: 0, ended: 0 });
  const [alarm] = (await alarms('ended')).rows;
  assert.ok(alarm?.figures.endedDay !== null && (alarm?.figures.endedDay ?? '') >= '2026-08-18');
});

test('a change of the mix alone raises nothing, and stands in the composition', async () => {
  await createRule(draft(mixed.model), WHO, db);
  await createRule(
    draft(mixed.model, {
      name: 'Scores',
      statistic: 'score',
      parameters: { ...PERIOD, band: { kind: 'margin', margin: 0.25, unit: 'sd' } },
    }),
    WHO,
    db,
  );
  const before = (await alarms('all')).total;
  assert.deepEqual(await watchAlarms(db, {}, NOW), { raised: 0, ended: 0 });
  assert.equal((await alarms('all')).total, before);
  const { shares } = await getComposition({ model: mixed.model, finding: 'Edema', ...PERIOD }, db);
  const moved = shares.filter((share) => share.moved).map(({ by, stratum }) => `${by} ${stratum}`);
  assert.deepEqual(moved.toSorted(), ['portable portable', 'viewPosition AP', 'viewPosition PA']);
  const ap = shares.find(({ stratum }) => stratum === 'AP');
  assert.equal((ap?.reference.hits ?? 0) / (ap?.reference.n ?? 1), 0.25);
  assert.ok((ap?.weeks.length ?? 0) >= 10);
});

test('performance and the gap between sites are watched where the truth is known, each at the place that changed', async () => {
  await watchAlarms(db, { versionId: blunted.versionId }, NOW);
  for (const [statistic, margin, side] of [
    ['sensitivity', 0.1, 'below'],
    ['specificity', 0.1, 'below'],
    ['reference-auc', 0.05, 'below'],
    ['site-gap', 0.1, 'above'],
  ] as const) {
    const parameters = { ...PERIOD, band: { kind: 'margin', margin, unit: 'value' } };
    const preview = await previewRule(draft(blunted.model, { statistic, parameters }), db);
    assert.ok(preview.state === 'ready' && preview.watched === 2, statistic);
    const told = preview.alarms.map((alarm) => [alarm.site, alarm.viewPosition, alarm.side]);
    assert.deepEqual(told, [['South', 'AP', side]], statistic);
    assert.ok(
      preview.alarms.every(({ mean, bandLow, bandHigh }) => mean >= 0 && mean <= 1 && bandLow < bandHigh),
      statistic,
    );
  }
});

test('an alarm of ranks shows the course of its ranks among the reference that it was raised on', async () => {
  const parameters = { ...PERIOD, band: { kind: 'fixed', low: 0.4, high: 0.6 } };
  const { id } = await createRule(draft(blunted.model, { name: 'Gap', statistic: 'site-gap', parameters }), WHO, db);
  assert.deepEqual(await watchAlarms(db, {}, NOW), { raised: 1, ended: 0 });
  const other = { ...parameters, referenceFrom: '2026-06-05' };
  await changeRule(id, { parameters: ruleParameters.parse(other) }, WHO, db);
  const [alarm] = (await listAlarms(alarmFilter.parse({ state: 'open', rule: id }), db)).rows;
  assert.deepEqual(
    [alarm?.site, alarm?.figures.referenceFrom, alarm?.figures.referenceTo],
    ['South', '2026-06-01', '2026-06-30'],
  );
  const { points } = await getAlarm(alarm?.id ?? '', db);
  const raised = points.find(({ day }) => day === alarm?.day);
  assert.ok(Math.abs((raised?.mean ?? 0) - (alarm?.figures.mean ?? 1)) < 1e-9);
  await changeRule(id, { removed: true }, WHO, db);
  await watchAlarms(db, {}, NOW);
});

test('an incident is taken on, closed with a reason, and the change undone', async () => {
  const [row] = (await listIncidents({ state: 'open', limit: 10 }, db)).rows;
  const number = row?.number ?? 0;
  const owner = randomUUID();
  await db.account.create({ data: { id: owner, name: 'Ada', email: 'ada@example.org', role: 'governance' } });
  const who = (minutes: number) => ({ by: `account ${owner}`, now: new Date(NOW.getTime() + minutes * 60_000) });
  await changeIncident(number, { change: 'owner', owner }, who(1), db);
  await changeIncident(number, { change: 'state', state: 'acknowledged', expected: 'open' }, who(2), db);
  await changeIncident(number, { change: 'note', note: 'The scanner was swapped\non Monday.' }, who(3), db);
  const closed = await changeIncident(
    number,
    { change: 'state', state: 'resolved', expected: 'acknowledged', reason: 'new frame' },
    who(4),
    db,
  );
  assert.equal(closed.incident.state, 'resolved');
  assert.equal(closed.incident.resolution, 'new frame');
  assert.deepEqual(closed.history.map(({ kind, name }) => [kind, name]).slice(0, 4), [
    ['state', 'Ada'],
    ['note', 'Ada'],
    ['state', 'Ada'],
    ['owner', 'Ada'],
  ]);
  await assert.rejects(
    changeIncident(number, { change: 'state', state: 'dismissed', expected: 'open', reason: 'x' }, who(5), db),
    /resolved by now/,
  );
  const entry = closed.undoable?.id ?? '';
  const open = await changeIncident(number, { change: 'undo', entry }, who(6), db);
  assert.equal(open.incident.state, 'acknowledged');
  assert.equal(open.incident.closedAt, null);
  assert.equal(open.undoable, null);
  await assert.rejects(changeIncident(number, { change: 'undo', entry }, who(7), db), /cannot be undone/);
  const [record] = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from trail_record where content like '%scanner%' or content like '%new frame%'`;
  assert.equal(record?.n, 0);
});

test('a rule that is switched off ends its alarms, and one that is removed can be brought back', async () => {
  const rule = (await listRules(db)).find(({ model }) => model === shifted.model);
  const off = await changeRule(rule?.id ?? '', { removed: true }, WHO, db);
  assert.equal(off.removed, true);
  assert.equal(
    (await listRules(db)).some(({ id }) => id === rule?.id),
    false,
  );
  assert.equal((await changeRule(rule?.id ?? '', { removed: false }, WHO, db)).removed, false);
});
