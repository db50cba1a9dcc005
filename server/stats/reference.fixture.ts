import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** References of a topic as `golden/<topic>.py` wrote them, with the versions of its tools and the tolerance. */
export function reference<Golden>(topic: string): Golden & { tolerance: number; versions: Record<string, string> } {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'golden', `${topic}.json`), 'utf8'));
}

type Numbers = ArrayLike<number | null | undefined>;

/** Each differs by at most `tolerance`, relative to values over 1. Gives the worst difference, to be reported. */
export function near(actual: Numbers, expected: ArrayLike<number>, tolerance: number, what: string): number {
  assert.equal(actual.length, expected.length, what);
  const differences = Array.from(expected, (value, i) => {
    const difference = Math.abs((actual[i] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
    assert.ok(difference <= tolerance, `${what}: ${actual[i]}, reference ${value}`);
    return difference;
  });
  return Math.max(0, ...differences);
}

/** A value that a test cannot do without. */
export function given<Value>(value: Value | null | undefined): Value {
  assert.ok(value !== null && value !== undefined);
  return value;
}
