import { Who } from '@/app/accounts/who';
import { minute } from '@/app/format/time';
import type { VersionChange } from '@/server/versions/modelVersions';
import { StateWord } from './stateWord';

/** Every change of what the versions are used for, newest first. */
export function History({ changes }: { changes: readonly VersionChange[] }) {
  return (
    <section className="panel" id="history">
      <header>
        <h2>History</h2>
        <span className="q">who changed what, when and why</span>
      </header>
      {changes.length === 0 ? (
        <p className="body small dim">Nothing was changed yet.</p>
      ) : (
        <ol className="body version-history">
          {changes.map(({ version, kind, to, reason, by, at }) => (
            <li key={`${at} ${version} ${kind}`}>
              <span className="nowrap dim">{minute(at)}</span>
              <span>
                <b className="strong">{version}</b> {kind.replace('-', ' ')} <StateWord state={to} />
                <span className="under">
                  {reason} · <Who who={by} />
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
