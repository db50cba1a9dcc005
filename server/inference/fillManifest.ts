import { findingDefault } from '@/server/model/findingDefaults';
import type { ClassifierManifest, Manifest } from '@/server/model/manifest';
import type { ReadModel } from './openModel';
import type { OutputReading } from './outputReading';

/** A manifest with nothing left open but thresholds, and each thing that was assumed, in words. */
export type Filled<M extends Manifest> = { manifest: M; assumed: string[] };

type Finding = ClassifierManifest['findings'][number];

/** Names the input and output where the manifest leaves them out, and corrects the activation by the graph. */
export function fillPorts<M extends Manifest>(
  manifest: M,
  { input, output }: ReadModel,
  reading: OutputReading,
): Filled<M> {
  const assumed: string[] = [];
  if (manifest.input.name === undefined) assumed.push(`input.name: "${input.name}", the only input`);
  if (manifest.output.name === undefined) assumed.push(`output.name: "${output.name}", the only output`);
  if (reading.note !== null) assumed.push(reading.note);
  const named = {
    input: { ...manifest.input, name: input.name },
    output: { name: output.name, activation: reading.declared },
  };
  return { manifest: { ...manifest, ...named }, assumed };
}

/**
 * Fills baselines and anatomies that a classifier's manifest leaves out: by the finding's name where it is known, else
 * even odds (1 / findings for softmax) and both lungs. Thresholds stay open, since none can be known.
 */
export function fillFindings(
  manifest: ClassifierManifest,
  activation: 'sigmoid' | 'softmax',
): Filled<ClassifierManifest> {
  const chance = activation === 'softmax' ? 1 / Math.max(2, manifest.findings.length) : 0.5;
  const findings = manifest.findings.map((finding) => ({
    ...finding,
    baseline: finding.baseline ?? findingDefault(finding.name)?.baseline ?? chance,
    anatomy: finding.anatomy ?? findingDefault(finding.name)?.anatomy ?? ['lungs' as const],
  }));
  return { manifest: { ...manifest, findings }, assumed: inWords(manifest.findings, findings, chance) };
}

function inWords(given: Finding[], filled: Finding[], chance: number): string[] {
  const without = (field: 'baseline' | 'anatomy' | 'threshold') =>
    filled.filter((_, i) => given[i]?.[field] === undefined);
  const list = (items: Finding[], show: (finding: Finding) => string) => items.map(show).join(', ');
  const [known, unknown] = split(without('baseline'), ({ name }) => findingDefault(name)?.baseline !== undefined);
  const [placed, unplaced] = split(without('anatomy'), ({ name }) => findingDefault(name) !== undefined);
  const open = without('threshold');
  const lines: [Finding[], string][] = [
    [known, `baseline: prevalence in NIH ChestX-ray14 for ${list(known, (f) => `${f.name} (${f.baseline})`)}`],
    [
      unknown,
      `baseline: ${chance.toPrecision(2)} for ${list(unknown, (f) => f.name)}, whose prevalence is not known; give your own for log-ratio maps`,
    ],
    [placed, `anatomy: by name, ${list(placed, (f) => `${f.name} (${f.anatomy?.join(' + ')})`)}`],
    [unplaced, `anatomy: lungs for ${list(unplaced, (f) => f.name)}, whose place is not known by name`],
    [open, `threshold: none for ${list(open, (f) => f.name)}, so no case is called positive`],
  ];
  return lines.filter(([findings]) => findings.length > 0).map(([, line]) => line);
}

function split<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
