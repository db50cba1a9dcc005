import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from './appError';
import { problemBody } from './problemBody';
import { problemPage, wantsPage } from './problemPage';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test('browsers that open a page are given one, everything else JSON', () => {
  assert.ok(wantsPage('GET', '/cases', BROWSER));
  assert.ok(wantsPage('HEAD', '/', BROWSER));
  for (const [method, path, accept] of [
    ['GET', '/cases', '*/*'],
    ['GET', '/cases', undefined],
    ['POST', '/cases', BROWSER],
    ['GET', '/api/v1/cases.csv', BROWSER],
    ['GET', '/_next/static/a.js', BROWSER],
  ] as const)
    assert.equal(wantsPage(method, path, accept), false, `${method} ${path} ${accept}`);
});

test('what passes looks again by itself; what does not, does not', () => {
  const page = (error: AppError) => problemPage(problemBody(error));
  const away = page(new AppError('unavailable', 'the database does not answer; try again in a moment'));
  assert.match(away, /The database does not answer; try again in a moment\./);
  assert.match(away, /location\.reload/);
  assert.doesNotMatch(page(new AppError('bad-request', 'the URL cannot be read')), /reload|comes back/);
});

test('a page needs nothing else, has both themes, and no text of it is markup', () => {
  const page = problemPage(problemBody(new AppError('not-found', 'everything is below /<script>"&')));
  assert.doesNotMatch(page, /src=|<link|url\(/);
  assert.match(page, /prefers-color-scheme:light/);
  assert.match(page, /data-theme=light/);
  assert.match(page, /below \/&lt;script>&quot;&amp;/);
});
