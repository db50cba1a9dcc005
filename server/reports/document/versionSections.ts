import { count, fixed, plural } from '@/app/format/number';
import { percent, probability } from '@/app/format/share';
import { instant } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { VersionContent } from '@/server/reports/content/versionContent';
import type { Block, FactsBlock, Section, TableBlock } from './block';
import { end, start, text } from './cells';

/** What the versions are. */
export const versionsSection = ({ versions }: ReportContent): Section => ({
  id: 'versions',
  title: versions.length === 1 ? 'The model version' : 'Model versions',
  blocks:
    versions.length === 0
      ? [{ type: 'prose', text: 'No version of a classifier read anything in this period.' }]
      : versions.flatMap((version) => [...headOf(versions, version), identity(version), findingsTable(version)]),
});

/** The version's name above its own blocks, where there is more than one. */
export const headOf = (versions: readonly VersionContent[], { model }: VersionContent): Block[] =>
  versions.length > 1 ? [{ type: 'heading', text: model }] : [];

function identity(version: VersionContent): FactsBlock {
  const { graph, input, covered } = version;
  return {
    type: 'facts',
    caption: version.model,
    facts: [
      {
        name: 'Kind',
        value: version.kind === 'external' ? 'External: known by predictions made elsewhere' : 'Classifier',
      },
      { name: 'State', value: version.state },
      { name: 'Reads', value: version.scope === 'demo' ? 'the demonstration only' : 'every image' },
      { name: version.kind === 'external' ? 'First sent' : 'Registered', value: instant(version.registeredAt) },
      ...(graph === null ? [] : [{ name: 'Network', value: networkText(graph) }]),
      ...(input === null ? [] : [{ name: 'Input', value: inputText(input) }]),
      { name: 'Anatomy from', value: version.segmenter ?? 'masks that come with image or prediction' },
      {
        name: 'Trained on',
        value: version.trainedOn.length === 0 ? 'missing: the manifest names no sites' : version.trainedOn.join(', '),
      },
      {
        name: 'Counted here',
        value:
          covered.from === null || covered.to === null
            ? 'no images in this period'
            : `${instant(covered.from)} to ${instant(covered.to)}`,
      },
      { name: 'SHA-256', value: version.sha256 ?? 'no file: known by its predictions', code: version.sha256 !== null },
    ],
  };
}

const networkText = ({ family, parameters, precision, head, pooling }: NonNullable<VersionContent['graph']>): string =>
  `${family ?? 'family not recognised'}, ${count(parameters)} weights, ${precision}, ${head} head${pooling === null ? '' : ` after ${pooling}`}`;

const inputText = ({ size, channels, resize, range, activation }: NonNullable<VersionContent['input']>): string =>
  `${size[0]} × ${size[1]} pixels, ${plural(channels, 'channel')}, resized by ${resize}, grey to ${level(range[0])} to ${level(range[1])}; ${activation} output`;

const level = (value: number): string => fixed(value, Number.isInteger(value) ? 0 : 3);

function findingsTable({ model, findings }: VersionContent): TableBlock {
  return {
    type: 'table',
    caption: `Findings of ${model}`,
    columns: [start('Finding', 3), start('Read from', 4), end('Threshold', 2), end('Baseline', 2)],
    rows: findings.map(({ finding, anatomy, threshold, baseline }) => [
      text(findingName(finding)),
      text(anatomy.length === 0 ? 'anywhere in the image' : anatomy.join(', ')),
      text(threshold === null ? 'none' : probability(threshold)),
      text(percent(baseline)),
    ]),
    empty: 'The version has no findings.',
  };
}
