import type { PreparedLine } from './preparedLine';
import type { Rejection } from './rejection';
import { keyOf, type StoredPrediction, type StoredState } from './storedState';
import type { ExternalFinding, Target } from './target';

/** What a line adds. `prediction`: of which its findings are new results; it is in the state already. */
export type Decision = {
  instanceId: string;
  target: Target;
  line: PreparedLine;
  prediction: StoredPrediction;
  findings: ExternalFinding[];
  truths: { finding: string; value: 0 | 1 }[];
};

export type Verdict =
  | { kind: 'accepted'; decision: Decision }
  | { kind: 'unchanged' }
  | { kind: 'rejected'; rejection: Rejection };

type Context = {
  instanceId: string;
  demo: boolean;
  target: Target;
  /** When its instance was acquired, else received. */
  at: Date;
  importId: string | null;
  newId: () => string;
};

/**
 * Compares a line with what is there. The same again is unchanged; another probability or label is a conflict; findings
 * that the same sender leaves for later lines join their prediction. What is accepted is added to the state, so that
 * later lines of the batch are compared with it.
 */
export function decideLine(state: StoredState, line: PreparedLine, context: Context): Verdict {
  const { instanceId, demo, target, at, importId } = context;
  const { findings: sent, truths: labels = {} } = line.prediction;
  const reject = (path: string, detail: string): Verdict => ({
    kind: 'rejected',
    rejection: { line: line.line, path, detail, code: 'conflict' },
  });
  if (demo !== (target.scope === 'demo'))
    return reject('instance', 'the demonstration’s images and all others are read by versions of their own');
  const key = keyOf(instanceId, target.versionId);
  const known = state.predictions.get(key);
  const findings: ExternalFinding[] = [];
  for (const [name, { probability }] of Object.entries(sent)) {
    const finding = target.findings.get(name);
    if (finding === undefined) throw new RangeError(`finding not ensured: ${name}`);
    const before = known?.probabilities.get(finding.id);
    if (before === undefined) findings.push(finding);
    else if (before !== probability)
      return reject(`findings.${name}.probability`, 'this version gave this instance another probability before');
  }
  const truths: Decision['truths'] = [];
  for (const [finding, value] of Object.entries(labels)) {
    const before = state.truths.get(keyOf(instanceId, finding));
    if (before === undefined) truths.push({ finding, value });
    else if (before !== value)
      return reject(`truths.${finding}`, 'this instance has another label; send the new one to /api/v1/truths');
  }
  if (findings.length === 0 && truths.length === 0) return { kind: 'unchanged' };
  if (known !== undefined && findings.length > 0) {
    if (known.importId !== importId)
      return reject('findings', 'this version read this instance by another import or call; more cannot be added here');
    if (findings.some(({ name }) => sent[name]?.saliency !== undefined))
      return reject('findings', 'send the maps of one prediction in one line');
  }
  const prediction = known ?? { id: context.newId(), at, importId, probabilities: new Map(), fresh: true };
  for (const { id, name } of findings) prediction.probabilities.set(id, sent[name]?.probability ?? Number.NaN);
  state.predictions.set(key, prediction);
  for (const { finding, value } of truths) state.truths.set(keyOf(instanceId, finding), value);
  return { kind: 'accepted', decision: { instanceId, target, line, prediction, findings, truths } };
}
