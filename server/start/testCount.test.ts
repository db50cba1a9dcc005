import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCounts, countLine, countPlaywright, countTap } from './testCount';

test('the totals at the end of TAP are read, not those that a test prints', () => {
  const tap =
    '# pass 99\nok 1 - a\n# tests 7\n# suites 0\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n# duration_ms 4.1\n';
  assert.deepEqual(countTap(tap), { passed: 3, failed: 2, skipped: 2 });
});

test('TAP that breaks off counts nothing', () => {
  assert.deepEqual(countTap('TAP version 13\n'), { passed: 0, failed: 0, skipped: 0 });
});

test("Playwright's report is read; what passed only when it was repeated is named", () => {
  const spec = (title: string, status: string) => ({ title, file: 'a.spec.ts', tests: [{ status }] });
  const suites = [{ specs: [spec('reads', 'expected')], suites: [{ specs: [spec('writes', 'flaky')] }] }];
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 };
  assert.deepEqual(countPlaywright(JSON.stringify({ stats, errors: [], suites })), {
    passed: 5,
    failed: 1,
    skipped: 1,
    repeated: ['a.spec.ts: writes'],
  });
});

test('an error outside all tests counts as a failure', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };
  assert.equal(countPlaywright(JSON.stringify({ stats, errors: [{ message: 'no test found' }] })).failed, 1);
});

test('counts add up to one plain line', () => {
  const total = addCounts({ passed: 3, failed: 0, skipped: 0 }, { passed: 4, failed: 0, skipped: 1 });
  assert.equal(countLine(total), '7 passed, 0 failed, 1 skipped');
  assert.equal(countLine(addCounts()), '0 passed, 0 failed');
});
