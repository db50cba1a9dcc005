import assert from 'node:assert/strict';
import { test } from 'node:test';
import { madeReport, madeVersion } from '@/server/reports/content.fixture';
import { renderReportPage } from '@/server/reports/page/renderReportPage';
import { sharedReport } from './sharedReport';

const SALT = Buffer.alloc(32, 7);
const PLANTED = 'St Planted';

test('a shared report names no site, no scanner and no account, whatever part of it held one', () => {
  const version = madeVersion('planted@1', ['Pneumonia']);
  const planted = madeReport({
    versions: [
      {
        ...version,
        trainedOn: [PLANTED],
        findings: version.findings.map((finding) => ({
          ...finding,
          sites: [{ ...finding.total, stratum: PLANTED }],
          views: [{ ...finding.total, stratum: `PA ${PLANTED}` }],
          verdict: { ...finding.verdict, grade: 'follows', grounds: [`${PLANTED} scores higher than others`] },
          lines: finding.lines.map((line) => ({ ...line, name: `Score tells ${PLANTED}`, under: PLANTED })),
        })),
      },
    ],
    decisions: {
      rows: [{ at: '2026-10-01T00:00:00.000Z', what: 'setting changed', subject: 'x', by: `account ${PLANTED}` }],
      more: 0,
    },
  });
  assert.ok(renderReportPage(planted).includes(PLANTED));
  const shared = sharedReport(planted, SALT);
  assert.ok(!JSON.stringify(shared).includes(PLANTED));
  assert.match(renderReportPage(shared), /Site A/);
});
