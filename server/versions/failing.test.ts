import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Ended, whyFailing } from './failing';

const images = (n: number, how: Ended): Ended[] => Array(n).fill(how);

test('three images in a row without numbers stop a version, two do not', () => {
  assert.equal(whyFailing([...images(2, 'not-finite'), 'answered', 'not-finite']), null);
  assert.match(whyFailing([...images(3, 'not-finite'), ...images(500, 'answered')]) ?? '', /not finite on 3 images/);
  assert.match(whyFailing(images(3, 'too-slow')) ?? '', /^it took too long on 3/);
});

test('more than one in a hundred of the last 300 stop it, and what lies further back does not count', () => {
  const every = (gap: number, failures: number): Ended[] =>
    Array.from({ length: failures }, () => ['not-finite' as const, ...images(gap - 1, 'answered')]).flat();
  assert.equal(whyFailing(every(75, 3)), null);
  assert.match(whyFailing(every(70, 4)) ?? '', /4 of its last 280 images/);
  assert.equal(whyFailing(every(110, 8)), null);
});
