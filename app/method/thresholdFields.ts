import { evidenceThresholdNames, type ThresholdName } from './thresholdNames';

/** How a threshold is asked for: its words, and what the field takes. */
export type ThresholdField = {
  name: ThresholdName;
  label: string;
  says: string;
  step: string;
  min: string;
  max: string;
};

const auc = { step: '0.01', min: '0.51', max: '0.99' };
const least = { step: '1', min: '10', max: '100000' };
const sd = { step: '0.05', min: '0.05', max: '5' };

const FIELDS: Record<ThresholdName, Omit<ThresholdField, 'name'>> = {
  amberAuc: { label: 'Weak from, AUC', says: 'of the score for the stratum, without the finding', ...auc },
  redAuc: { label: 'Strong from, AUC', says: 'the same', ...auc },
  minNegatives: { label: 'Cases without, least', says: 'in each of the two strata', ...least },
  minPositives: { label: 'Cases with, least', says: 'for differences of AUCs', ...least },
  minPairs: { label: 'Edited pairs, least', says: 'in the distribution', ...least },
  confirmSd: { label: 'An edit confirms from, sd', says: 'of the logit, net of its control', ...sd },
  silentSd: { label: 'An edit is silent to, sd', says: 'either way', ...sd },
  falseDiscovery: {
    label: 'False discovery rate',
    says: 'over findings and lines',
    step: '0.01',
    min: '0.01',
    max: '0.2',
  },
};

/** All thresholds in the order of the rule. */
export const THRESHOLD_FIELDS: readonly ThresholdField[] = evidenceThresholdNames.map((name) => ({
  name,
  ...FIELDS[name],
}));
