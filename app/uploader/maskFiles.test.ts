import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneOfFile } from './maskFiles';

test('the zone is the end of the name', () => {
  assert.deepEqual(
    ['heart.png', 'case7-lung-left.PNG', 'a_lung_right.png', 'lungs.png', 'body-other.png'].map(zoneOfFile),
    ['heart', 'lung-left', 'lung-right', 'lungs', 'body-other'],
  );
});

test('another name is no zone', () => assert.deepEqual(['chest.png', 'sweetheart.png'].map(zoneOfFile), [null, null]));
