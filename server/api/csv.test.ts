import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv } from './csv';

test('fields are quoted where they must be, and nothing runs in a spreadsheet', () => {
  assert.equal(csv(['a', 'b'], [['x,y', 'say "hi"']]), 'a,b\r\n"x,y","say ""hi"""\r\n');
  assert.equal(
    csv(['a'], [['=HYPERLINK("x")'], ['-2'], [-2], [null], [true]]),
    'a\r\n"\'=HYPERLINK(""x"")"\r\n\'-2\r\n-2\r\n\r\ntrue\r\n',
  );
});
