import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NOT_QUIET, type QuietHours, quietHours, quietUntil, wallClock } from './quietHours';

const berlin: QuietHours = { enabled: true, from: '22:00', to: '07:00', zone: 'Europe/Berlin', pass: [] };
const until = (at: string, quiet: QuietHours): string | null => quietUntil(new Date(at), quiet)?.toISOString() ?? null;

test('a night is quiet by the clocks of its zone, and its end is told', () => {
  assert.equal(until('2026-11-23T20:59:59Z', berlin), null);
  assert.equal(until('2026-11-23T21:00:00Z', berlin), '2026-11-24T06:00:00.000Z');
  assert.equal(until('2026-11-24T05:59:59Z', berlin), '2026-11-24T06:00:00.000Z');
  assert.equal(until('2026-11-24T06:00:00Z', berlin), null);
});

test('the night in which clocks go forward is an hour shorter, that in which they go back an hour longer', () => {
  assert.equal(until('2026-03-28T21:00:00Z', berlin), '2026-03-29T05:00:00.000Z');
  assert.equal(until('2026-10-24T20:00:00Z', berlin), '2026-10-25T06:00:00.000Z');
});

test('an end that the clocks skip is the moment at which they skip it', () => {
  const quiet = { ...berlin, from: '01:00', to: '02:30' };
  assert.equal(until('2026-03-29T00:30:00Z', quiet), '2026-03-29T01:00:00.000Z');
});

test('an end that the clocks show twice is over at its first time', () => {
  const quiet = { ...berlin, from: '01:00', to: '02:30' };
  assert.equal(until('2026-10-25T00:10:00Z', quiet), '2026-10-25T00:30:00.000Z');
  // 2:10 for the second time.
  assert.equal(until('2026-10-25T01:10:00Z', quiet), null);
});

test('hours of one day, of a zone with half hours, and of none', () => {
  const lunch = { ...berlin, from: '12:00', to: '13:30', zone: 'Asia/Kolkata' };
  assert.equal(until('2026-06-01T06:30:00Z', lunch), '2026-06-01T08:00:00.000Z');
  assert.equal(until('2026-06-01T08:00:00Z', lunch), null);
  assert.equal(until('2026-06-01T06:30:00Z', { ...lunch, enabled: false }), null);
  assert.equal(until('2026-06-01T06:30:00Z', { ...lunch, to: '12:00' }), null);
  assert.equal(quietHours.safeParse({ ...NOT_QUIET, zone: 'Mars/Olympus' }).success, false);
});

test('the end is always ahead, within a day, and the clock shows it or has skipped it', () => {
  const clock = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
  const time = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(
    fc.property(time, clock, clock, zone, (at, from, to, inZone) => {
      const end = quietUntil(new Date(at), { enabled: true, from, to, zone: inZone, pass: [] });
      if (end === null) return;
      assert.ok(end.getTime() > at && end.getTime() - at <= 25 * 3_600_000);
      assert.ok(wallClock(end, inZone).time >= to);
    }),
    { numRuns: 150 },
  );
});
