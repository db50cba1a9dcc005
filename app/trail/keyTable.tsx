import { count } from '@/app/format/number';
import { minute } from '@/app/format/time';
import { CopyButton, CopyLine } from '@/app/panel/copyButton';
import { withBase } from '@/app/shell/basePath';
import type { SigningKey } from '@/server/trail/signingKeys';

const HEADS = ['Key', 'Fingerprint (sha256)', 'From', 'To', 'Checkpoints', ''];

/** Public keys that ever signed checkpoints, so that an old bundle or a held checkpoint can be checked. */
export function KeyTable({ keys }: { keys: readonly SigningKey[] }) {
  return (
    <section className="panel table-box trail-keys" id="keys" aria-label="Public keys">
      <header>
        <h2>Public keys</h2>
        <span className="q">
          What signed the checkpoints. Compare a fingerprint with the one that verify.mjs prints.
        </span>
        <span className="tools">
          <a href={withBase('/api/v1/trail/keys?format=csv')}>CSV</a>
        </span>
      </header>
      <div className="scroll-x">
        <table className="plain-table tall-table stack-table" aria-label="Public keys">
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} scope="col" className={head === 'Checkpoints' ? 'num' : undefined}>
                  {head === '' ? <span className="sr">Save</span> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.keyId} signing={key} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function KeyRow({ signing: { keyId, fingerprint, pem, checkpoints, from, to, current } }: { signing: SigningKey }) {
  return (
    <tr>
      <th scope="row">
        <code>{keyId}</code>
        {current && <span className="small dim"> signs now</span>}
      </th>
      <td data-label="Fingerprint">
        {fingerprint === null ? (
          <span className="dim">not known: the trail holds no such key that the present one vouches for</span>
        ) : (
          <CopyLine text={fingerprint} label={`the fingerprint of key ${keyId}`} />
        )}
      </td>
      <Place name="From" place={from} />
      <Place name="To" place={to} />
      <td data-label="Checkpoints" className="num">
        {count(checkpoints)}
      </td>
      <td>
        {pem !== null && (
          <span className="trail-key-tools">
            <CopyButton text={pem} label={`public key ${keyId}`} />
            <a
              className="btn quiet"
              href={withBase(`/api/v1/trail/keys/${keyId}`)}
              aria-label={`PEM of ${keyId}`}
              download
            >
              PEM
            </a>
          </span>
        )}
      </td>
    </tr>
  );
}

function Place({ name, place }: { name: string; place: SigningKey['from'] }) {
  return (
    <td data-label={name}>
      {place === null ? (
        <span className="dim">not signed yet</span>
      ) : (
        <>
          record {count(place.seq)} <span className="small dim">{minute(place.at)}</span>
        </>
      )}
    </td>
  );
}
