import { Icon } from '@/app/shell/icons';
import { METHODS, SALIENCY_METHODS } from '@/server/saliency/saliencyMethod';
import type { Registration } from './registration';

/** A method by its name, as other pages call it. */
function labelOf(method: string): { label: string; isExploratory: boolean } {
  const known = SALIENCY_METHODS.find((name) => name === method);
  return known === undefined ? { label: method, isExploratory: false } : METHODS[known];
}

/** Which maps a version can give, and why not the others. */
export function SaliencyList({ saliency }: { saliency: Registration['saliency'] }) {
  return (
    <ul className="saliency-list">
      {saliency.available.map((method) => {
        const { label, isExploratory } = labelOf(method);
        return (
          <li key={method}>
            <Icon name="check" size={12} />
            <span>
              {label} <span className="faint">{isExploratory ? 'exploratory, not class-specific' : 'available'}</span>
            </span>
          </li>
        );
      })}
      {saliency.refused.map(({ method, reason }) => (
        <li key={method}>
          <Icon name="cross" size={12} />
          <span>
            {labelOf(method).label} <span className="dim">refused: {reason}</span>
          </span>
        </li>
      ))}
      {saliency.available.length + saliency.refused.length === 0 && (
        <li className="faint">
          <span>No map: this kind of model gives none.</span>
        </li>
      )}
    </ul>
  );
}

/** What the manifest left open and was filled in. */
export function Assumed({ assumed }: { assumed: string[] }) {
  if (assumed.length === 0) return <p className="small dim">Nothing was assumed: the manifest says everything.</p>;
  return (
    <section aria-label="Assumed">
      <h3 className="strong">Assumed</h3>
      <ul className="bullets small dim">
        {assumed.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
