import { count, fixed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { minute } from '@/app/format/time';
import { modelHref } from '@/app/matrix/hrefs';
import { PageLink } from '@/app/shell/pageLink';
import { VERDICT_WORDS } from '@/server/evidence/verdict';
import type { ModelVersions, VersionStanding } from '@/server/versions/modelVersions';
import { StateWord } from './stateWord';
import { VersionActions } from './versionActions';

const HEADS = ['Version', 'State', 'Since, UTC', 'Cases', 'AUC, mean', 'Outside, mean', 'Gravest verdict', ''];

/** The versions of a model with what each is used for; on a phone each is a block. */
export function VersionTable({ model }: { model: ModelVersions }) {
  const hasLive = model.versions.some(({ state, kind }) => state === 'live' && kind !== 'segmenter');
  return (
    <div className="panel table-box">
      <div className="scroll-x">
        <table className="plain-table tall-table stack-table" aria-label={`Versions of ${model.name}`}>
          <thead>
            <tr>
              {HEADS.map((head, i) => (
                <th key={head} scope="col" className={i > 2 && i < 6 ? 'num' : undefined}>
                  {head === '' ? <span className="sr">Actions</span> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {model.versions.map((version) => (
              <Row key={version.versionId} model={model} version={version} hasLive={hasLive} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const casesHref = (model: string, sort?: 'outside'): string =>
  `/cases?${new URLSearchParams({ model, ...(sort !== undefined && { sort }) })}`;

function Row({ model, version, hasLive }: { model: ModelVersions; version: VersionStanding; hasLive: boolean }) {
  const { kind, state, since } = version;
  const id = `${model.name}@${version.version}`;
  return (
    <tr data-row>
      <th scope="row" className="strong">
        <PageLink href={modelHref({ name: model.name, version: version.version })}>
          {model.name}@{version.version}
        </PageLink>
      </th>
      <td data-label="State">
        <StateWord state={state} />
      </td>
      <td data-label="Since">{minute(since)}</td>
      {kind === 'segmenter' ? (
        <td colSpan={4} className="faint" data-label="Figures">
          it finds zones and makes no prediction
        </td>
      ) : (
        <Figures id={id} version={version} />
      )}
      <td>
        <VersionActions model={model.name} modelId={model.modelId} version={version} hasLive={hasLive} />
      </td>
    </tr>
  );
}

function Figures({ id, version: { n, meanAuc, meanOutside, worst } }: { id: string; version: VersionStanding }) {
  return (
    <>
      <td className="num" data-label="Cases">
        {n === 0 ? (
          count(n)
        ) : (
          <PageLink className="link" href={casesHref(id)}>
            {count(n)}
          </PageLink>
        )}
      </td>
      <td className="num" data-label="AUC, mean">
        {meanAuc === null ? <span className="faint">no labels</span> : fixed(meanAuc, 3).replace(/^0/, '')}
      </td>
      <td className="num" data-label="Outside, mean">
        {meanOutside === null ? (
          <span className="faint">no maps</span>
        ) : (
          <PageLink className="link" href={casesHref(id, 'outside')}>
            {percent(meanOutside)}
          </PageLink>
        )}
      </td>
      <td data-label="Gravest verdict">
        {worst === null ? <span className="faint">not judged</span> : VERDICT_WORDS[worst]}
      </td>
    </>
  );
}
