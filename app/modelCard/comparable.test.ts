import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelVersionSummary } from '@/server/queries/models';
import { comparableVersions } from './comparable';

function version(name: string, number: string, findings: string[]): ModelVersionSummary {
  return {
    ...{ modelId: name, versionId: `${name}${number}`, name, version: number, kind: 'classifier', sha256: '' },
    ...{
      scope: 'all',
      createdAt: '',
      saliency: { available: [], refused: [] },
      assumed: [],
      warnings: [],
      graph: null,
      segmenter: null,
    },
    findings: findings.map((finding) => ({ name: finding, baseline: 0.1, threshold: null, anatomy: [] })),
    ...{ state: 'live', stateReason: null, predictions: 0 },
  };
}

test('only versions that share a finding are offered, versions of the same model first', () => {
  const own = version('net', '2', ['Edema', 'Mass']);
  const others = [
    own,
    version('rival', '1', ['Edema', 'Mass', 'Nodule']),
    version('net', '1', ['Edema']),
    version('lungs', '1', []),
    version('bones', '1', ['Fracture']),
  ];
  assert.deepEqual(comparableVersions(own, others), [
    { id: 'net@1', shared: 1 },
    { id: 'rival@1', shared: 2 },
  ]);
});
