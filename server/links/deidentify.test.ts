import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { caseContent } from './caseContent';
import { ageText, pseudonymOf, relativeDay, siteCodes } from './deidentify';
import { IMAGE_POLICIES } from './linkPolicy';
import { detail, edit, PLANTED, prediction } from './links.fixture';

const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('a case has one name in a link and another in every other', () => {
  fc.assert(
    fc.property(salt, salt, fc.uuid(), (a, b, id) => {
      assert.equal(pseudonymOf(a, id), pseudonymOf(a, id));
      assert.match(pseudonymOf(a, id), /^[0-9a-f]{12}$/);
      if (Buffer.compare(a, b) !== 0) assert.notEqual(pseudonymOf(a, id), pseudonymOf(b, id));
    }),
  );
});

test('sites become letters, one each, in an order that does not follow their names', () => {
  const names = Array.from({ length: 30 }, (_, i) => `Hospital ${i}`);
  const orders = Array.from({ length: 8 }, () => siteCodes(randomBytes(32), names));
  for (const codes of orders) {
    assert.equal(new Set(codes.values()).size, 30);
    assert.ok([...codes.values()].includes('Site AD'));
  }
  assert.ok(new Set(orders.map((codes) => codes.get('Hospital 0'))).size > 1);
});

test('days keep their distances and tell no date', () => {
  const day = fc.date({ min: new Date('2001-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(salt, day, fc.nat({ max: 3000 }), (key, first, later) => {
      const earliest = first.toISOString();
      const second = new Date(first.getTime() + later * 86_400_000).toISOString();
      const [from, to] = [relativeDay(key, earliest, earliest), relativeDay(key, second, earliest)];
      assert.ok(from !== null && to !== null && from >= 1 && from <= 365);
      assert.equal(to - from, later);
    }),
  );
  assert.equal(relativeDay(randomBytes(32), null, null), null);
});

test('from 90 on ages are one group', () => {
  fc.assert(fc.property(fc.integer({ min: 90, max: 200 }), (age) => assert.equal(ageText(age), '90+')));
  assert.equal(ageText(89), '89');
});

test('under no policy is anything planted in a case found in what is shown', () => {
  const flag = fc.boolean();
  const policy = fc.record({
    ...{ image: fc.constantFrom(...IMAGE_POLICIES), map: flag, score: flag },
    ...{ ledger: flag, edits: flag, reviews: flag, metadata: flag },
  });
  let searched = 0;
  fc.assert(
    fc.property(salt, policy, (key, asked) => {
      const read = {
        ...{ detail: detail(), prediction: prediction(), map: { height: 1, width: 1, values: [2] }, edits: [edit()] },
        ...{ reviews: [{ verdict: 'agree', zone: null, read: 1 }], picture: null },
      };
      const frame = {
        salt: key,
        policy: asked,
        sites: siteCodes(key, [read.detail.site]),
        earliest: read.detail.acquiredAt,
      };
      const text = JSON.stringify(caseContent(read, frame));
      for (const planted of PLANTED) assert.ok(!text.includes(planted), planted);
      searched += PLANTED.length;
      const shown = caseContent(read, frame);
      assert.equal(shown.facts !== null, asked.metadata);
      assert.equal(shown.score !== null, asked.score);
      assert.equal(shown.map !== null, asked.map);
      assert.equal(shown.edits !== null, asked.edits);
      assert.equal(shown.reviews !== null, asked.reviews);
    }),
  );
  console.log(`planted words searched in contents: ${searched}`);
});
