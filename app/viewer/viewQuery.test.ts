import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseHref, DEFAULT_VIEW, parseCaseQuery, parseView, viewValues } from './viewQuery';

test('the default view leaves the address clean', () => {
  assert.deepEqual(viewValues(DEFAULT_VIEW), {});
  assert.deepEqual(parseView({}), DEFAULT_VIEW);
});

test('a view survives the way into a URL and back', () => {
  const view = {
    ...DEFAULT_VIEW,
    overlay: false,
    method: 'cam' as const,
    smooth: true,
    range: 12,
    zoom: 2.5,
    x: 0.25,
    y: 0.75,
    window: 100,
    level: 60,
  };
  assert.deepEqual(parseView(viewValues(view)), view);
});

test('methods beside each other are known ones, each once, two to four of them', () => {
  assert.deepEqual(parseView({ compare: 'rise,cam,rise,jet' }).compare, ['cam', 'rise']);
  assert.deepEqual(parseView({ compare: 'rise' }).compare, []);
  assert.equal(parseView({ compare: 'cam,log-ratio,occlusion,shapley,rise' }).compare.length, 4);
  const view = { ...DEFAULT_VIEW, method: 'occlusion' as const, compare: ['cam', 'rise'] as const, methods: true };
  assert.deepEqual(parseView(viewValues(view)), view);
});

test('values out of bounds are brought back, nonsense is the default', () => {
  const view = parseView({ zoom: '99', x: '-3', range: '7', opacity: 'much' });
  assert.deepEqual([view.zoom, view.x, view.range, view.opacity], [8, 0, 6, 42]);
});

test('a case remembers the list that it was opened from, apart from what it shows', () => {
  const href = caseHref('a/b', { model: 'nih14@1', finding: 'Edema', in: 'finding=Mass&site=A' }, { overlay: 'off' });
  assert.equal(href, '/cases/a%2Fb?model=nih14%401&finding=Edema&overlay=off&in=finding%3DMass%26site%3DA');
  const query = parseCaseQuery(Object.fromEntries(new URL(href, 'http://x').searchParams));
  assert.deepEqual([query.finding, query.filter], ['Edema', { finding: 'Mass', site: 'A' }]);
});
