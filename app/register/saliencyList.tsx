import { Icon } from '@/app/shell/icons';
import type { Registration } from './registration';

const METHODS: Record<string, string> = { cam: 'CAM, logits', 'log-ratio': 'Log-ratio map, nats' };

const methodName = (method: string): string => METHODS[method] ?? method;

/** Which maps a version can give, and why not the others. */
export function SaliencyList({ saliency }: { saliency: Registration['saliency'] }) {
  return (
    <ul className="saliency-list">
      {saliency.available.map((method) => (
        <li key={method}>
          <Icon name="check" size={12} /> <span>{methodName(method)}</span>{' '}
          <span className="faint">available, checked against the logit</span>
        </li>
      ))}
      {saliency.refused.map(({ method, reason }) => (
        <li key={method}>
          <Icon name="cross" size={12} /> <span>{methodName(method)}</span>{' '}
          <span className="dim">refused: {reason}</span>
        </li>
      ))}
      {saliency.available.length + saliency.refused.length === 0 && (
        <li className="faint">No map: this kind of model gives none.</li>
      )}
    </ul>
  );
}

/** What the manifest left open and was filled in. */
export function Assumed({ assumed }: { assumed: string[] }) {
  if (assumed.length === 0) return <p className="small dim">Nothing was assumed: the manifest says everything.</p>;
  return (
    <div>
      <h3 className="strong">Assumed</h3>
      <ul className="bullets small dim">
        {assumed.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
