import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteEffect } from '@/app/siteEffect/effect.fixture';
import type { Confounder } from '@/server/queries/confounders';
import { findingView, openingVariable, viewCasesHref, viewFilter, viewHref } from './findingQuery';

test('an address gives the view that it was made of', () => {
  const view = findingView('net@1', 'Pleural_Thickening', { by: 'viewPosition', from: '2026-01-01' });
  assert.equal(viewHref(view), '/findings/net%401/Pleural_Thickening?by=viewPosition&from=2026-01-01');
  assert.equal(viewHref(view, { by: undefined, from: undefined }), '/findings/net%401/Pleural_Thickening');
  assert.deepEqual(viewFilter(view), { model: 'net@1', finding: 'Pleural_Thickening', from: '2026-01-01' });
});

test('values that are not valid are left out', () => {
  const view = findingView('net@1', 'Edema', { by: 'moon', from: 'soon' });
  assert.equal(viewHref(view), '/findings/net%401/Edema');
});

test('cases keep the period and add their own conditions', () => {
  const view = findingView('net@1', 'Edema', { to: '2026-02-01' });
  assert.equal(
    viewCasesHref(view, { truth: '0' }),
    '/cases?model=net%401&finding=Edema&to=2026-02-01&sort=probability&truth=0',
  );
});

const variable = (by: Confounder['by'], grade: 'weak' | 'few' | null): Confounder => ({
  ...{ by, strata: 2, effects: [], none: null, etaSquared: null, information: null, prevalenceOnly: null },
  worst: grade === null ? null : siteEffect(grade, 0.7),
  lift: { value: null, low: null, high: null, errorBound: null },
  adjusted: { value: null, low: null, high: null },
  coverage: [],
});

test('the page opens with how images were made, not with whom they show', () => {
  assert.equal(openingVariable([variable('ageBand', 'weak'), variable('viewPosition', 'weak')]), 'viewPosition');
  assert.equal(openingVariable([variable('scanner', 'few'), variable('portable', 'weak')]), 'portable');
  assert.equal(openingVariable([variable('scanner', 'few'), variable('portable', null)]), 'scanner');
  assert.equal(openingVariable([variable('patientSex', 'weak')]), 'site');
});
