import { distributionMeaning, distributionWords } from './editWords';

/** Whether an edited picture still looks like a real one to the network: shape and word, never colour alone. */
export function DistributionMark({ inDistribution }: { inDistribution: boolean | null }) {
  return (
    <span className="distribution" title={distributionMeaning(inDistribution)}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="4.5" strokeDasharray={inDistribution === null ? '2 1.6' : undefined} />
        {inDistribution === true && <circle cx="6" cy="6" r="1.6" className="dot" />}
        {inDistribution === false && <path d="M2.8 9.200 9.200 2.8" />}
      </svg>
      {distributionWords(inDistribution)}
    </span>
  );
}
