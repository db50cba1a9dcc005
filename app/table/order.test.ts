import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextOrder, ordered, orderText, parseOrder } from './order';

test('an order survives the URL, and a column that is not there is no order', () => {
  assert.deepEqual(parseOrder('-n', ['n', 'auc']), { by: 'n', down: true });
  assert.equal(orderText({ by: 'auc', down: false }), 'auc');
  assert.equal(parseOrder('age', ['n']), null);
  assert.equal(parseOrder(undefined, ['n']), null);
});

test('a head sorts its own way, then the other, then not at all', () => {
  const once = nextOrder(null, 'n', 'down');
  assert.deepEqual(once, { by: 'n', down: true });
  assert.deepEqual(nextOrder(once, 'n', 'down'), { by: 'n', down: false });
  assert.equal(nextOrder({ by: 'n', down: false }, 'n', 'down'), null);
  assert.deepEqual(nextOrder<string>(once, 'name', 'up'), { by: 'name', down: false });
});

test('rows without a value come last whichever way, and equal ones keep their order', () => {
  const rows = [
    { id: 'a', n: 2 },
    { id: 'b', n: null },
    { id: 'c', n: 9 },
    { id: 'd', n: 2 },
  ];
  const ids = (down: boolean) => ordered(rows, down, ({ n }) => n).map(({ id }) => id);
  assert.deepEqual(ids(true), ['c', 'a', 'd', 'b']);
  assert.deepEqual(ids(false), ['a', 'd', 'c', 'b']);
});

test('names are sorted as readers count: model@2 before model@10', () => {
  assert.deepEqual(
    ordered(['m@10', 'm@2'], false, (name) => name),
    ['m@2', 'm@10'],
  );
});
