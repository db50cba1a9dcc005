import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetMinutes, toIsoUtc } from './dicomTime';

test('date, time and offset become UTC', () => {
  assert.equal(toIsoUtc('20240101', '003000', 60), '2023-12-31T23:30:00.000Z');
  assert.equal(toIsoUtc('2024.01.01', '12:30:05', -300), '2024-01-01T17:30:05.000Z');
  assert.equal(toIsoUtc('20161231', '235960', 0), '2016-12-31T23:59:59.000Z');
  assert.equal(toIsoUtc('20240101', '101112.123456', 0), '2024-01-01T10:11:12.123Z');
});

test('an unreadable time is midnight, an unreadable date is nothing', () => {
  assert.equal(toIsoUtc('20240101', '99', 0), '2024-01-01T00:00:00.000Z');
  for (const date of ['', '20230229', '20231301', '20230100', '18990101', '21010101', '2023', 'NaN']) {
    assert.equal(toIsoUtc(date, '', 0), null, date);
  }
});

test('offsets from −1200 to +1400 are read', () => {
  assert.deepEqual(['+0000', '-0530', '+1400', '-1200'].map(offsetMinutes), [0, -330, 840, -720]);
  assert.deepEqual(['', '0100', '+1401', '-1201', '+0160', 'Z'].map(offsetMinutes), Array(6).fill(null));
});
