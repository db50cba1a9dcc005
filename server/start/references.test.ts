import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checksIn, withTable, worstOf } from './references';
import { root } from './root';

const TAP = `
ok 1 - one
# checked: {"statistic":"AUC","against":"pROC 1.18.0","difference":1e-16}
    # checked: {"statistic":"AUC","against":"pROC 1.18.0","difference":3.4e-12}
# checked: {"statistic":"κ","against":"statsmodels 0.15.0","difference":0}
# tests 2`;

test('of several comparisons of one statistic the worst stands in the table', () => {
  const text = 'before\n<!-- begin: npm run references -->\nold\n<!-- end -->\nafter';
  assert.equal(
    withTable(text, worstOf(checksIn(TAP))),
    `before\n<!-- begin: npm run references -->
| statistic | reference and version | worst difference |
|---|---|---|
| AUC | pROC 1.18.0 | 3e-12 |
| κ | statsmodels 0.15.0 | 0 |
<!-- end -->\nafter`,
  );
});

test('a document without its marks is refused', () => {
  assert.throws(() => withTable('nothing', []), /no <!-- begin/);
});

test('the table of the docs holds every statistic that tests compare', () => {
  const docs = readFileSync(join(root, 'docs/statistics.md'), 'utf8');
  for (const what of ['DeLong’s test', 'Brier', 'κ', 'Wasserstein', 'lift', 'mutual information', 'bootstrap']) {
    assert.ok(docs.includes(what), what);
  }
});
