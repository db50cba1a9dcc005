import { count } from '@/app/format/number';
import { day } from '@/app/format/time';
import { modelHref } from '@/app/matrix/hrefs';
import { CopyLine } from '@/app/panel/copyButton';
import { PageLink } from '@/app/shell/pageLink';
import { type Order, ordered, orderText, parseOrder, type SortValue } from '@/app/table/order';
import { type Column, TableHead } from '@/app/table/tableHead';
import type { ModelVersionSummary } from '@/server/queries/models';
import { methodName } from './methodName';

const COLUMNS: readonly Column[] = [
  { key: 'version', name: 'Version', sort: 'up' },
  { key: 'kind', name: 'Kind', sort: 'up' },
  { key: 'findings', name: 'Findings', num: true, sort: 'down' },
  { key: 'maps', name: 'Maps' },
  { key: 'predictions', name: 'Predictions', num: true, sort: 'down' },
  { key: 'registered', name: 'Registered, UTC', sort: 'down' },
  { key: 'hash', name: 'SHA-256' },
];

const KEYS = ['version', 'kind', 'findings', 'predictions', 'registered'] as const;

type Key = (typeof KEYS)[number];

const VALUES: Record<Key, (model: ModelVersionSummary) => SortValue> = {
  version: ({ name, version }) => `${name}@${version}`,
  kind: ({ kind }) => kind,
  findings: ({ kind, findings }) => (kind === 'segmenter' ? null : findings.length),
  predictions: ({ kind, predictions }) => (kind === 'segmenter' ? null : predictions),
  registered: ({ createdAt }) => createdAt,
};

/** The order that a URL asks for; null: newest first, as the list comes. */
export const modelOrder = (text: string | undefined): Order<Key> | null => parseOrder(text, KEYS);

const hrefOf = (order: Order | null): string => (order === null ? '/models' : `/models?sort=${orderText(order)}`);

/** All registered versions; on a phone each is a block. */
export function ModelTable({ models, order }: { models: ModelVersionSummary[]; order: Order<Key> | null }) {
  const rows = order === null ? models : ordered(models, order.down, VALUES[order.by]);
  return (
    <div className="panel table-box">
      <div className="scroll-x fits-wide">
        <table className="plain-table tall-table stack-table model-table">
          <TableHead columns={COLUMNS} sorting={{ order, hrefOf }} />
          <tbody>
            {rows.map((model) => (
              <ModelRow key={model.versionId} model={model} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function ModelRow({ model }: { model: ModelVersionSummary }) {
  const { available, refused } = model.saliency;
  const isClassifier = model.kind !== 'segmenter';
  return (
    <tr data-row>
      <th scope="row" className="strong">
        <PageLink href={modelHref(model)}>
          {model.name}@{model.version}
        </PageLink>
      </th>
      <td data-label="Kind">
        <span className="icon-line">
          {model.kind}
          {model.scope === 'demo' && <span className="tag">demonstration</span>}
          {model.state !== 'live' && <span className="tag">{model.state}</span>}
        </span>
      </td>
      <td className="num" data-label="Findings">
        {isClassifier ? count(model.findings.length) : <span className="faint">zones</span>}
      </td>
      <td data-label="Maps">
        {available.length > 0 ? (
          available.map(methodName).join(', ')
        ) : (
          <span className="faint">{refused.length > 0 ? 'refused' : 'none'}</span>
        )}
      </td>
      <td className="num" data-label="Predictions">
        {isClassifier ? count(model.predictions) : <span className="faint">none</span>}
      </td>
      <td data-label="Registered">{day(model.createdAt)}</td>
      <td data-label="SHA-256" className="hash">
        {model.sha256 === null ? (
          <span className="faint">known by its predictions</span>
        ) : (
          <CopyLine text={model.sha256} label={`the hash of ${model.name}@${model.version}`} />
        )}
      </td>
    </tr>
  );
}
