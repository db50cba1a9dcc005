import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSettings } from './settings';

test('without a word everything has its default and the demonstration is on', () => {
  const settings = parseSettings({ PORT: '' });
  assert.equal(settings.port, 3000);
  assert.equal(settings.host, '127.0.0.1');
  assert.ok(settings.dataDir.endsWith('/.data'));
  assert.ok(settings.embedded && settings.demo);
  assert.throws(() => settings.databaseUrl, /DATABASE_URL: not set/);
});

test('with a database of their own nobody gets demonstration data unasked', () => {
  const DATABASE_URL = 'postgresql://user:secret@db:5432/sightline';
  assert.equal(parseSettings({ DATABASE_URL }).demo, false);
  assert.equal(parseSettings({ DATABASE_URL, SIGHTLINE_DEMO: 'on' }).demo, true);
  assert.equal(parseSettings({ DATABASE_URL, SIGHTLINE_EMBEDDED: '1' }).demo, true);
});

test('a wrong value is one line that names it, and secrets are not repeated', () => {
  const line = (env: Record<string, string>, message: RegExp) => assert.throws(() => parseSettings(env), message);
  line({ PORT: '70000' }, /^RangeError: PORT=70000: must be 1–65535$/);
  line({ SIGHTLINE_DEMO: 'yes' }, /^RangeError: SIGHTLINE_DEMO=yes: must be on or off$/);
  line({ DATABASE_URL: 'mysql://secret@x/y' }, /^RangeError: DATABASE_URL: must look like postgresql:[^\n]+$/);
  line({ SIGHTLINE_API_KEY: 'short' }, /^RangeError: SIGHTLINE_API_KEY: must have at least 16 characters$/);
});

test('a public address brings its path along, and the two may not disagree', () => {
  const of = (env: Record<string, string>) => {
    const { publicOrigin, basePath } = parseSettings(env);
    return { publicOrigin, basePath };
  };
  assert.deepEqual(of({}), { publicOrigin: undefined, basePath: '' });
  const both = { publicOrigin: 'https://a.example', basePath: '/x/y' };
  assert.deepEqual(of({ SIGHTLINE_PUBLIC_URL: 'https://a.example/x/y/' }), both);
  assert.deepEqual(of({ SIGHTLINE_PUBLIC_URL: 'https://a.example', SIGHTLINE_BASE_PATH: '/x/y/' }), both);
  assert.throws(() => of({ SIGHTLINE_PUBLIC_URL: 'https://a.example/x', SIGHTLINE_BASE_PATH: '/y' }), /ends in \/x$/);
  for (const SIGHTLINE_BASE_PATH of ['x', '/x//y', '/../x', '/.x', '/api', '/x?y', '/ä', '/_next/x'])
    assert.throws(() => of({ SIGHTLINE_BASE_PATH }), /must look like \/sightline/, SIGHTLINE_BASE_PATH);
  for (const SIGHTLINE_PUBLIC_URL of ['a.example', 'ftp://a.example', 'https://u:p@a.example', 'https://a.example/?x'])
    assert.throws(() => of({ SIGHTLINE_PUBLIC_URL }), /^RangeError: SIGHTLINE_PUBLIC_URL: must look like https/);
  const proxies = (text: string) => parseSettings({ SIGHTLINE_TRUSTED_PROXIES: text }).trustedProxies;
  assert.deepEqual(proxies('10.0.0.0/8, ::1'), ['10.0.0.0/8', '::1']);
  for (const text of ['proxy', '10.0.0.0/33', '10.0.0.1/8/8', 'all']) assert.throws(() => proxies(text), /networks/);
});
