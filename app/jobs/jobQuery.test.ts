import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeJobCursor } from '@/server/queries/jobsCursor';
import { jobsHref, jobViewOf } from './jobQuery';

test('a view survives the way into a URL and back', () => {
  const cursor = encodeJobCursor({ key: 1, id: 'job:1' });
  const view = jobViewOf({
    state: 'dead',
    kind: 'audit-instance',
    sort: 'next',
    cursor,
    job: 'audit-instance:1',
  });
  const href = jobsHref(view);
  assert.equal(href, `/jobs?state=dead&kind=audit-instance&sort=next&cursor=${cursor}&job=audit-instance%3A1`);
  assert.deepEqual(jobViewOf(Object.fromEntries(new URL(href, 'http://x').searchParams)), view);
});

test('what is not valid is left out, and defaults are not written', () => {
  const view = jobViewOf({ state: 'lost', kind: 'x', sort: 'y', cursor: 'bm8', job: '\0' });
  assert.deepEqual(view, {
    filter: { state: undefined, kind: undefined },
    sort: 'newest',
    cursor: undefined,
    job: undefined,
  });
  assert.equal(jobsHref(view), '/jobs');
});
