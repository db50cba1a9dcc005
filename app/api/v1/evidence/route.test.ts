import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { PRINCIPAL_HEADER, type Principal } from '@/server/access/principal';
import { openMadeHospital } from '@/server/analysis/cases.fixture';
import { evidenceResponse, evidenceSettingsResponse, versionEvidenceResponse } from '@/server/api/evidenceSchema';
import { EDIT_VERSION } from '@/server/edit/edit';
import { DEFAULT_THRESHOLDS } from '@/server/evidence/verdict';
import { forgetEvidence } from '@/server/queries/evidence';
import { testDatabase } from '@/server/testing/database';
import { GET as getSettings, PUT as putSettings } from '../evidence-settings/route';
import { GET } from './route';

// Made-up cases whose score follows the view along the prevalence, and edits that were written by hand.

const hospital = await openMadeHospital(await testDatabase(), 1_800);
after(() => hospital.close());

type Handler = typeof GET;
const READ: Principal['scopes'] = ['read'];

function call(handler: Handler, query: Record<string, string>, body?: unknown, scopes = READ): Promise<Response> {
  const headers = { [PRINCIPAL_HEADER]: JSON.stringify({ kind: 'session', id: '0123456789abcdef', scopes }) };
  const init = body === undefined ? { headers } : { headers, method: 'PUT', body: JSON.stringify(body) };
  const request = new Request(`http://x/api/v1/evidence?${new URLSearchParams(query)}`, init);
  return handler(request, { params: Promise.resolve({}) });
}

const edema = async () => evidenceResponse.parse(await (await call(GET, { model: 'made@1', finding: 'Edema' })).json());
const change = (body: unknown, scopes: Principal['scopes'] = ['read', 'register']) =>
  call(putSettings, {}, body, scopes);

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sdOf = (values: number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

/** Erasures with sham of some cases: AP falls by `fall` logits; every fifth has nothing to edit. */
async function addErasures(from: number, to: number, fall: number, sample: 'random' | 'flagged'): Promise<void> {
  const version = await hospital.db.modelVersion.findFirstOrThrow({
    where: { version: '1' },
    include: { findings: true },
  });
  const of = {
    versionId: version.id,
    definitionVersion: EDIT_VERSION,
    maskSource: 'upload',
    createdAt: new Date(),
    sample,
  };
  for (const [i, made] of hospital.cases.slice(from, to).entries()) {
    for (const kind of ['marker-erase', 'marker-sham']) {
      const id = randomUUID();
      const nothing = i % 5 === 0;
      const outcome = nothing ? 'nothing-to-edit' : 'edited';
      const data = { id, ...of, kind, outcome, instanceId: made.instanceId, inDistribution: nothing ? null : true };
      await hospital.db.edit.create({ data });
      if (nothing) continue;
      const change = kind === 'marker-erase' && made.viewPosition === 'AP' ? -fall - (i % 3) / 10 : (i % 2) / 10;
      const figures = { logitBefore: made.logits.one, logitAfter: made.logits.one + change };
      await hospital.db.editResult.createMany({
        data: version.findings.map((finding) => ({
          ...{ editId: id, findingId: finding.id, ...figures, probabilityBefore: 0.5, probabilityAfter: 0.5 },
        })),
      });
    }
  }
  forgetEvidence();
}

test('without edits the score follows the view, and what is missing is told', async () => {
  const { verdict, edits, pending, lines } = await edema();
  assert.deepEqual([verdict.grade, verdict.by, verdict.notLocalisable], ['follows', 'viewPosition', false]);
  assert.deepEqual([edits.cases, edits.sample, pending], [0, null, ['edits', 'probe', 'maps']]);
  assert.equal(lines.find(({ id }) => id === 'erase:viewPosition')?.reason, 'no_edits');
});

test('edits of the random share confirm it, and those of flagged cases are not mixed with them', async () => {
  await addErasures(0, 40, 9, 'flagged');
  const few = await edema();
  assert.deepEqual([few.edits.sample, few.verdict.grade, few.edits.cases], ['all', 'follows', 40]);
  assert.equal(few.lines.find(({ id }) => id === 'erase:viewPosition')?.grade, 'few');
  await addErasures(40, 340, 1.2, 'random');
  const { verdict, edits, lines, reasons } = await edema();
  assert.deepEqual([edits.sample, edits.cases, edits.nothingToEdit], ['random', 300, 120]);
  assert.deepEqual([verdict.grade, verdict.by, verdict.confirmedBy], ['relies', 'viewPosition', 'erase:viewPosition']);
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ['red_along', 'edit_confirms'],
  );
  const line = lines.find(({ id }) => id === 'erase:viewPosition');
  const healthy = hospital.cases.slice(40, 340).filter(({ truth }) => truth === 0);
  assert.deepEqual([line?.n, line?.counted], [healthy.length, 'pairs']);
  // Of each patient the mean, of AP the fall with its sham; PA moves as its sham does. In sd of all labelled logits.
  const falls = new Map<string, number[]>();
  for (const one of healthy.filter(({ viewPosition }) => viewPosition === 'AP')) {
    const i = hospital.cases.indexOf(one) - 40;
    const patient = one.patient ?? one.instanceId;
    falls.set(patient, [...(falls.get(patient) ?? []), i % 5 === 0 ? 0 : 1.2 + (i % 3) / 10 + (i % 2) / 10]);
  }
  const logits = hospital.cases.filter(({ truth }) => truth !== null).map(({ logits }) => logits.one);
  const expected = mean([...falls.values()].map(mean)) / sdOf(logits);
  assert.ok(Math.abs((line?.effect ?? 0) - expected) < 1e-6, `${line?.effect}, expected ${expected}`);
  assert.equal(
    line?.pairs?.nothingToEdit,
    healthy.filter((one) => (hospital.cases.indexOf(one) - 40) % 5 === 0).length,
  );
});

test('thresholds that are changed hold at once, with who, when and why', async () => {
  const first = evidenceSettingsResponse.parse(await (await call(getSettings, {})).json());
  assert.deepEqual([first.id, first.thresholds, first.history], [null, DEFAULT_THRESHOLDS, []]);
  const thresholds = { ...DEFAULT_THRESHOLDS, confirmSd: 3 };
  const answer = await change({ thresholds, reason: 'edits here are large', expected: null });
  assert.equal(answer.status, 200);
  const { id, history } = evidenceSettingsResponse.parse(await answer.json());
  assert.deepEqual(
    history.map(({ reason, changedBy }) => [reason, changedBy]),
    [['edits here are large', 'account 0123456789abcdef']],
  );
  const { verdict, settingId } = await edema();
  assert.deepEqual([verdict.grade, settingId], ['follows', id]);
  const stale = await change({ thresholds: DEFAULT_THRESHOLDS, reason: 'as before', expected: null });
  assert.equal(stale.status, 409);
  assert.equal((await change({ thresholds: DEFAULT_THRESHOLDS, reason: 'as before', expected: id })).status, 200);
  assert.equal((await edema()).verdict.grade, 'relies');
});

test('thresholds that are no rule, no reason, and callers who may not are refused', async () => {
  const { id: expected } = evidenceSettingsResponse.parse(await (await call(getSettings, {})).json());
  const wrong: [Record<string, unknown>, string][] = [
    [{ thresholds: { ...DEFAULT_THRESHOLDS, amberAuc: 0.8 } }, 'thresholds.redAuc'],
    [{ thresholds: { ...DEFAULT_THRESHOLDS, silentSd: 0.6 } }, 'thresholds.confirmSd'],
    [{ thresholds: { ...DEFAULT_THRESHOLDS, minPairs: 1 } }, 'thresholds.minPairs'],
    [{ reason: ' ' }, 'reason'],
  ];
  for (const [part, path] of wrong) {
    const answer = await change({ thresholds: DEFAULT_THRESHOLDS, reason: 'why not', expected, ...part });
    assert.equal(answer.status, 400);
    const { errors } = await answer.json();
    assert.equal(errors[0].path, path);
  }
  const body = { thresholds: DEFAULT_THRESHOLDS, reason: 'why not', expected };
  assert.equal((await change(body, ['read', 'ingest'])).status, 403);
});

test('of two who change the thresholds at once one is told so', async () => {
  const { id: expected } = evidenceSettingsResponse.parse(await (await call(getSettings, {})).json());
  const body = { thresholds: DEFAULT_THRESHOLDS, reason: 'at once', expected };
  const statuses = (await Promise.all([change(body), change(body)])).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [200, 409]);
});

test('the verdicts on all findings, the lines as a table, and what is not there', async () => {
  const all = versionEvidenceResponse.parse(await (await call(GET, { model: 'made@1' })).json());
  assert.deepEqual(
    all.findings.map(({ finding }) => finding),
    ['Edema', 'Mass'],
  );
  const queries: Record<string, string>[] = [{ model: 'made@1' }, { model: 'made@1', finding: 'Edema' }];
  for (const query of queries) {
    const table = await call(GET, { ...query, format: 'csv' });
    assert.match(table.headers.get('content-type') ?? '', /text\/csv/);
    const lines = (await table.text()).trimEnd().split('\r\n');
    const widths = new Set(lines.map((line) => line.replace(/"[^"]*"/g, '').split(',').length));
    assert.deepEqual([widths.size, lines.length > 20, lines[0]?.startsWith('model,finding,verdict')], [1, true, true]);
  }
  assert.equal((await call(GET, { model: 'made@1', finding: 'Gout' })).status, 404);
  assert.equal((await call(GET, { model: 'made@9' })).status, 404);
  assert.equal((await call(GET, { finding: 'Edema' })).status, 400);
  assert.equal((await call(GET, { model: 'made@1', by: 'site' })).status, 400);
});
