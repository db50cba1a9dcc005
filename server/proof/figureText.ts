import type { GateCheck } from './proofReport';

/** A figure as the documents print it: no zero before the point, a true minus. */
export function figureText(value: number | null, unit: GateCheck['unit']): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (unit === 'yes') return value === 1 ? 'yes' : 'no';
  if (unit === 'count') return String(value);
  if (unit === 'difference') return value === 0 ? '0' : value.toExponential(1).replace('-', '−');
  const digits = { auc: 3, share: 3, sd: 2, percentile: 1 }[unit];
  const text = Math.abs(value).toFixed(digits).replace(/^0\./, '.');
  const isNothing = Number(text) === 0;
  if (unit === 'sd') return `${isNothing ? '' : value < 0 ? '−' : '+'}${text}`;
  return `${value < 0 && !isNothing ? '−' : ''}${text}`;
}

/** A share in per cent. */
export const shareText = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
