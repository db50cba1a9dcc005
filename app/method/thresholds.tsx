import { Who } from '@/app/accounts/who';
import { instant } from '@/app/format/time';
import type { EvidenceThresholds } from '@/server/evidence/verdict';
import type { EvidenceSettings } from '@/server/queries/evidenceSettings';
import { THRESHOLD_FIELDS } from './thresholdFields';
import { ThresholdForm } from './thresholdForm';

/** The thresholds in force beside those that were fixed in advance, who changed them and why, and a form to do so. */
export function Thresholds({ settings }: { settings: EvidenceSettings }) {
  const { id, thresholds, defaults } = settings;
  return (
    <section className="panel" id="thresholds">
      <header>
        <h2>Thresholds in force</h2>
        <span className="q">
          {id === null ? 'as they were fixed in advance' : 'changed here; the first ones beside them'}
        </span>
      </header>
      <div className="body stack">
        <dl className="kv threshold-list">
          {THRESHOLD_FIELDS.map(({ name, label, says }) => (
            <div key={name}>
              <dt>
                {label} <span className="under">{says}</span>
              </dt>
              <dd>
                <b className="strong ink">{thresholds[name]}</b>
                {thresholds[name] !== defaults[name] && (
                  <span className="under">fixed in advance: {defaults[name]}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
        <details>
          <summary className="summary">Change them</summary>
          <ThresholdForm key={id ?? 'first'} thresholds={thresholds} expected={id} />
        </details>
        <History settings={settings} />
      </div>
    </section>
  );
}

function History({ settings: { history, defaults } }: { settings: EvidenceSettings }) {
  if (history.length === 0) return <p className="small dim">Nobody has changed them.</p>;
  return (
    <div>
      <h3>Changes</h3>
      <ol className="changes">
        {history.map(({ id, reason, changedBy, changedAt, thresholds }, i) => (
          <li key={id}>
            <span>{changesOf(history[i + 1]?.thresholds ?? defaults, thresholds)}</span>
            <span className="dim">{reason}</span>
            <span className="under">
              {instant(changedAt)}, by <Who who={changedBy} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** "Strong from, AUC .75 → .8"; what stayed is left out. */
function changesOf(before: EvidenceThresholds, after: EvidenceThresholds): string {
  const changed = THRESHOLD_FIELDS.filter(({ name }) => before[name] !== after[name]);
  if (changed.length === 0) return 'Confirmed as they were';
  return changed.map(({ name, label }) => `${label}: ${before[name]} to ${after[name]}`).join('; ');
}
