import { AnalysisProgress } from '@/app/analysis/analysisProgress';
import { count, plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { CopyLine } from '@/app/panel/copyButton';
import { withBase } from '@/app/shell/basePath';
import { Icon } from '@/app/shell/icons';
import type { TrailStatus } from '@/server/queries/trailStatus';
import { TrailButton } from './trailButton';
import { VerdictPart } from './trailVerdict';
import { GUARD_WORDS } from './trailWords';

/** How many records there are, what vouches for them, and what can be done: the answer to "prove it". */
export function TrailState({ status }: { status: TrailStatus }) {
  const { records, hash, guard, checkpoint, checkpoints, verification } = status;
  const underWay = verification?.status === 'waiting' || verification?.status === 'running';
  const { word, sentence } = GUARD_WORDS[guard];
  return (
    <section className="panel trail-state" aria-label="State of the trail">
      <div className="trail-part">
        <h2>Records</h2>
        <b className="trail-figure">{count(records)}</b>
        <span className="trail-hash">
          {records > 0 && <CopyLine text={hash} label="the hash of the last record" />}
        </span>
        <span className="trail-guard" data-guard={guard}>
          <Icon name={guard === 'permissions' ? 'check' : 'failed'} size={12} /> Append-only: {word.toLowerCase()}
        </span>
        <p className="small dim">{sentence}</p>
      </div>
      <div className="trail-part">
        <h2>Last checkpoint</h2>
        {checkpoint === null ? (
          <p className="dim">None yet. One is signed every hour in which something was recorded.</p>
        ) : (
          <>
            <b>at record {count(checkpoint.seq)}</b>
            <span className="small dim">
              {instant(checkpoint.at)} ·{' '}
              <a className="link" href="#keys">
                key <code>{checkpoint.keyId}</code>
              </a>{' '}
              · {plural(checkpoints, 'checkpoint')} in all
            </span>
          </>
        )}
        <div className="trail-buttons">
          <TrailButton path="checkpoints" label="Sign a checkpoint" disabled={records === 0} />
          <a className="btn" href={withBase('/api/v1/trail/checkpoints')} download>
            Checkpoints and public key
          </a>
        </div>
        <p className="small dim">Keep the file where nobody who can write to this database can reach it.</p>
      </div>
      <div className="trail-part">
        <h2>Verification</h2>
        <VerdictPart verification={verification} records={records} />
        {verification !== null && <AnalysisProgress state={verification} what="Verifying the trail" />}
        <div className="trail-buttons">
          <TrailButton path="verification" label="Verify now" primary disabled={underWay || records === 0} />
          <a className="btn" href={withBase('/api/v1/trail/bundle')} download>
            Export bundle
          </a>
        </div>
        <p className="small dim">The bundle verifies by itself, with Node alone and without this product.</p>
      </div>
    </section>
  );
}
