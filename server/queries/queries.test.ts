import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { Mask } from '@/server/audit/mask';
import { cohortFilter } from '@/server/cohort/cohortFilter';
import { adoptDb } from '@/server/db/client';
import { syntheticManifest } from '@/server/inference/testing/manifests';
import { recordTruths } from '@/server/ingest/recordTruths';
import { LINEAR_HEADS } from '@/server/onnx/testing/headVariants';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { logitBin } from '@/server/stats/logitBins';
import { openProduct } from '@/server/testing/product';
import { getCase } from './caseDetail';
import { CASE_SORTS } from './caseRows';
import { type CaseRow, listCases } from './cases';
import { getFeed } from './feed';
import { neighbours } from './neighbours';
import { nextFlagged } from './nextFlagged';
import { getOverview } from './overview';
import { getSaliency } from './saliency';
import { getStatistics } from './statistics';

// A small model of our own reads pictures of our own, so these run without any real radiograph.

const CASES = 23;
let minute = 0;
const product = await openProduct(() => new Date(Date.UTC(2026, 10, 20, 8, minute)));
adoptDb(product.db);
after(() => product.close());
const ids: string[] = [];

const lungs: Mask = {
  height: 16,
  width: 16,
  data: Uint8Array.from({ length: 256 }, (_, i) => ([6, 7, 8, 9].includes(i % 16) && i >= 32 && i < 208 ? 1 : 0)),
};

function picture(seed: number): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: 48 * 48 }, (_, i) =>
    i % 48 < seed * 2 ? 230 : 30 + ((i * (seed + 3)) % 60),
  );
  return sharp(pixels, { raw: { width: 48, height: 48, channels: 1 } })
    .png()
    .toBuffer();
}

before(async () => {
  const manifest = syntheticManifest();
  const findings = manifest.findings.map((finding) => ({ ...finding, anatomy: ['lungs' as const], threshold: 0.4 }));
  await product.register({
    onnx: Buffer.from(LINEAR_HEADS[0]?.bytes ?? []),
    manifest: { ...manifest, findings, segmenter: 'none' },
  });
  for (let i = 0; i < CASES; i++) {
    minute = i;
    const metadata = {
      site: i % 3 === 0 ? 'A' : 'B',
      viewPosition: i % 2 === 0 ? 'AP' : 'PA',
      ...(i % 4 === 0 && { truths: { 'finding 0': (i % 8 === 0 ? 1 : 0) as 0 | 1 } }),
    };
    const masks = i === 5 ? [] : [{ zone: 'lungs' as const, bytes: Buffer.alloc(0), mask: lungs }];
    ids.push(await product.send({ image: await picture(i), metadata, masks }));
  }
});

async function all(filter: object, sort: (typeof CASE_SORTS)[number] = 'received'): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCases(cohortFilter.parse(filter), { limit: 4, cursor, sort });
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

test('pages of every order hold each case once', async () => {
  for (const sort of CASE_SORTS) {
    const rows = await all({ finding: 'finding 0' }, sort);
    assert.deepEqual(rows.map((row) => row.instanceId).sort(), ids.toSorted(), sort);
    const keys = rows.map(({ top, receivedAt }) =>
      sort === 'received'
        ? Date.parse(receivedAt)
        : ((sort === 'probability' ? top?.probability : top?.outsideShare) ?? -1),
    );
    assert.deepEqual(
      keys,
      keys.toSorted((a, b) => b - a),
      sort,
    );
  }
});

test('filters agree with the rows that they should keep', async () => {
  const rows = await all({ finding: 'finding 0' });
  const kept = async (filter: object) => (await all({ finding: 'finding 0', ...filter })).map((row) => row.instanceId);
  const where = (keep: (row: CaseRow) => boolean) => rows.filter(keep).map((row) => row.instanceId);
  assert.deepEqual(
    await kept({ site: 'A' }),
    where((row) => row.site === 'A'),
  );
  assert.deepEqual(
    await kept({ viewPosition: 'PA', site: 'B' }),
    where((row) => row.viewPosition === 'PA' && row.site === 'B'),
  );
  const median = rows.map((row) => row.top?.probability ?? 0).toSorted((a, b) => a - b)[11] ?? 0;
  assert.deepEqual(
    await kept({ minProbability: median }),
    where((row) => (row.top?.probability ?? 0) >= median),
  );
  assert.deepEqual(
    await kept({ truth: '1' }),
    where((row) => row.top?.truth === 1),
  );
  assert.deepEqual(
    await kept({ truth: 'none' }),
    where((row) => row.top?.truth === null),
  );
  assert.deepEqual(
    await kept({ flagged: 'true' }),
    where((row) => (row.top?.flags.length ?? 0) > 0),
  );
  assert.deepEqual(
    await kept({ minOutside: 0.5 }),
    where((row) => (row.top?.outsideShare ?? -1) >= 0.5),
  );
  assert.deepEqual(await kept({ q: ids[4]?.slice(0, 8) }), [ids[4]]);
  assert.deepEqual(await kept({ q: 'zzz%' }), []);
  assert.equal((await listCases({ site: 'A' }, { limit: 1 })).total, where((row) => row.site === 'A').length);
});

test('without a finding a filter asks whether any result of the case fits, and shows that one', async () => {
  const flagged = new Set<string>();
  for (const finding of ['finding 0', 'finding 1', 'finding 2']) {
    for (const row of await all({ finding, flagged: 'true' })) flagged.add(row.instanceId);
  }
  assert.ok(flagged.size > 0 && flagged.size < CASES);
  const rows = await all({ flagged: 'true' });
  assert.deepEqual(rows.map((row) => row.instanceId).sort(), [...flagged].sort());
  assert.ok(rows.every((row) => (row.top?.flags.length ?? 0) > 0));
  assert.equal((await all({ flagged: 'false' })).length, CASES - flagged.size);
  const labelled = await all({ truth: '1' });
  assert.ok(labelled.length > 0 && labelled.every((row) => row.top?.truth === 1));
});

test('sites are told apart under a filter on another variable', async () => {
  const wanted = { model: 'synthetic@1', finding: 'finding 0', viewPosition: 'AP' };
  const { strata, total, period } = await getStatistics(wanted, 'site');
  assert.deepEqual(strata.map((row) => row.stratum.site).sort(), ['A', 'B']);
  assert.equal(
    strata.reduce((sum, row) => sum + row.n, 0),
    total.n,
  );
  assert.deepEqual(period, { from: '2026-11-20T08:00:00.000Z', to: '2026-11-20T09:00:00.000Z' });
});

test('a period counts whole cells, says what it covers, and refuses broken hours', async () => {
  const wanted = { model: 'synthetic@1', finding: 'finding 0' };
  const of = async (from: string, to: string) => (await getStatistics({ ...wanted, from, to }, null)).total.n;
  assert.equal(await of('2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z'), CASES);
  assert.equal(await of('2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z'), 0);
  assert.equal(await of('2026-11-20', '2026-11-21'), CASES);
  await assert.rejects(of('2026-11-20T08:10:00Z', '2026-11-20T09:00:00Z'), /whole hour/);
});

test('going from neighbour to neighbour walks the list', async () => {
  for (const sort of CASE_SORTS) {
    const list = (await all({ site: 'B' }, sort)).map((row) => row.instanceId);
    for (const [i, id] of list.entries()) {
      const { previous, next, position, total } = await neighbours(id, { site: 'B' }, sort);
      assert.deepEqual(
        [previous, next, position, total],
        [list[i - 1] ?? null, list[i + 1] ?? null, i + 1, list.length],
      );
    }
  }
  const stranger = await neighbours(ids[0] ?? '', { site: 'B' });
  assert.deepEqual([stranger.position, stranger.previous, stranger.next], [null, null, null]);
  assert.equal((await neighbours('not-an-id', {})).position, null);
});

test('a case whose results are hidden is passed over where a list asks for results, and nowhere else', async () => {
  const list = (await all({ finding: 'finding 0', flagged: 'true' })).map((row) => row.instanceId);
  const [first, second, third] = list;
  assert.ok(first && second && third, 'three flagged cases');
  const filter = { finding: 'finding 0', flagged: 'true' as const };
  const hidden = new Set([second]);
  const around = await neighbours(first, filter, 'received', hidden);
  assert.deepEqual([around.next, around.total], [third, list.length - 1]);
  assert.equal((await neighbours(second, filter, 'received', hidden)).position, null);
  assert.equal((await neighbours(third, filter, 'received', hidden)).previous, first);
  assert.deepEqual([await nextFlagged(first, {}), await nextFlagged(first, {}, hidden)], [second, third]);
  const plain = (await all({})).map((row) => row.instanceId);
  const at = plain.indexOf(second);
  assert.equal((await neighbours(plain[at - 1] ?? '', {}, 'received', hidden)).next, second);
});

test('statistics equal the figures of the cases that they are made from', async () => {
  const model = 'synthetic@1';
  const statistics = await getStatistics({ model, finding: 'finding 0' }, 'viewPosition');
  const rows = (await all({ model, finding: 'finding 0' })).flatMap(({ top, viewPosition }) =>
    top ? [{ ...top, viewPosition }] : [],
  );
  const check = (told: typeof statistics.total, cases: typeof rows) => {
    const shares = cases.flatMap((row) => (row.outsideShare === null ? [] : [row.outsideShare]));
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    assert.equal(told.n, cases.length);
    assert.equal(told.positives, cases.filter((row) => row.truth === 1).length);
    assert.equal(told.labelled, cases.filter((row) => row.truth !== null).length);
    assert.equal(told.flagged, cases.filter((row) => row.flags.length > 0).length);
    assert.ok(Math.abs((told.meanProbability ?? 0) - mean(cases.map((row) => row.probability))) < 1e-9);
    assert.equal(told.outsideShare.n, shares.length);
    assert.equal(told.outsideShare.undefined, cases.length - shares.length);
    assert.ok(Math.abs((told.outsideShare.mean ?? 0) - mean(shares)) < 1e-9);
  };
  check(statistics.total, rows);
  assert.deepEqual(statistics.strata.map((row) => row.stratum.viewPosition).sort(), ['AP', 'PA']);
  for (const stratum of statistics.strata)
    check(
      stratum,
      rows.filter((row) => row.viewPosition === stratum.stratum.viewPosition),
    );
  const [overview] = (await getOverview({})).models;
  const shown = overview?.findings.find((finding) => finding.finding === 'finding 0');
  assert.deepEqual(shown?.outsideShare, statistics.total.outsideShare);
  assert.equal(shown?.n, CASES);
  assert.equal(
    shown?.trend.reduce((sum, point) => sum + point.n, 0),
    CASES,
  );
});

test('a map without masks is counted as mask_missing, not as zero', async () => {
  const found = await getCase(ids[5] ?? '');
  const [prediction] = found?.predictions ?? [];
  assert.deepEqual(
    [prediction?.outsideShare, prediction?.undefinedReason, prediction?.maskSource],
    [null, 'mask_missing', 'none'],
  );
  assert.notEqual(prediction?.ledger, null);
});

test('a truth that is changed later moves the statistics by one case', async () => {
  const wanted = { model: 'synthetic@1', finding: 'finding 0' };
  const before = (await getStatistics(wanted, null)).total;
  const line = { instanceId: ids[8] ?? '', finding: 'finding 0', value: 0 as const, source: 'reader' as const };
  await recordTruths(product.db, [line], new Date());
  const after = (await getStatistics(wanted, null)).total;
  assert.deepEqual([after.positives - before.positives, after.labelled - before.labelled], [-1, 0]);
});

test('the feed is newest first, and each row shows the finding highest above its baseline', async () => {
  const feed = await getFeed(10);
  assert.equal(feed.length, 10);
  assert.deepEqual(
    feed.map((row) => row.instanceId),
    ids.slice(-10).reverse(),
  );
  for (const row of feed) {
    const predictions = (await getCase(row.instanceId))?.predictions ?? [];
    const ratio = (p: { probability: number; baseline: number }) => p.probability / p.baseline;
    const highest = predictions.reduce((best, p) => (ratio(p) > ratio(best) ? p : best));
    assert.equal(row.finding, highest.finding);
    const map = await getSaliency(row.instanceId, { model: undefined, finding: row.finding, method: 'cam' });
    assert.deepEqual(row.map?.values, map.values);
  }
});

test('the percentile is the mid-rank among at least 1,000 results, within the share of its own bin', async () => {
  const { db } = product;
  const target = await getCase(ids[0] ?? '');
  assert.equal(target?.predictions[0]?.percentile, null);
  const logit = target?.predictions[0]?.logit ?? 0;
  const finding = await db.finding.findFirstOrThrow({ where: { name: 'finding 0' } });
  const at = new Date('2026-01-01');
  const made = { receivedAt: at, acquiredAt: null, site: 'made', department: null, scanner: null, viewPosition: null };
  const instance = { ...made, portable: null, patientSex: null, patientAge: null, reportedBy: null };
  const result = { findingId: finding.id, probability: 0.5, outsideShare: null, areaOutside: null, flags: [] };
  // 1,000 results: 300 far below, 200 equal, 500 far above; with any truth and without.
  const cells = Array.from({ length: 1000 }, (_, i) =>
    cellsOf(
      {
        ...result,
        undefinedReason: 'no_saliency',
        logit: i < 300 ? logit - 1 : i < 500 ? logit : logit + 9,
        truth: ([0, 1, null] as const)[i % 3] ?? null,
      },
      instance,
    ),
  );
  await db.$transaction((tx) => applyCells(tx, cells.flat()));
  const others = await db.findingResult.findMany({ where: { findingId: finding.id }, select: { logit: true } });
  const bins = others.map((row) => logitBin(row.logit));
  const below = 300 + bins.filter((bin) => bin < logitBin(logit)).length;
  const equal = 200 + bins.filter((bin) => bin === logitBin(logit)).length;
  const share = 100 / (1000 + others.length);
  const percentile = (await getCase(ids[0] ?? ''))?.predictions[0]?.percentile ?? -1;
  assert.ok(percentile >= share * below && percentile <= share * (below + equal), `${percentile}`);
});
