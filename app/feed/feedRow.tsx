import { ShareBar } from '@/app/chart/shareBar';
import { PhantomTag } from '@/app/demonstration/phantomTag';
import { percent, probabilityNumber } from '@/app/format/share';
import { instant, since } from '@/app/format/time';
import { undefinedReason } from '@/app/format/undefinedReason';
import { findingName } from '@/app/matrix/answer';
import { Thumbnail } from '@/app/saliency/thumbnail';
import { PageLink } from '@/app/shell/pageLink';
import { StateTag } from '@/app/versions/stateTag';
import type { FeedRow } from '@/server/queries/feed';

type Props = { row: FeedRow; now: number; lit: boolean };

/** One finished case. `now` in ms since the epoch, by the server's clock. */
export function FeedLine({ row, now, lit }: Props) {
  const { finding, model } = row;
  return (
    <li className={lit ? 'lit' : undefined} data-row>
      <PageLink href={`/cases/${encodeURIComponent(row.instanceId)}?${new URLSearchParams({ model, finding })}`}>
        <Thumbnail instanceId={row.instanceId} format={row.format} map={row.map} size={52} />
        <span className="feed-text">
          <span className="feed-line">
            <b>{findingName(finding)}</b>
            <span className="num strong">
              {probabilityNumber(row.probability)}
              <span className="u">%</span>
            </span>
          </span>
          <span className="feed-line small faint">
            {row.demo && <PhantomTag site={row.site} />}
            <StateTag state={row.state} />
            <span className="cut feed-place">
              {place(row)}
              <time dateTime={row.at} title={instant(row.at)} suppressHydrationWarning>
                {since(now - Date.parse(row.at))}
              </time>
            </span>
            <span className="nowrap">base {percent(row.baseline)}</span>
          </span>
          <span className="feed-line small dim">
            <Outside row={row} />
            {row.flags.length > 0 && row.state !== 'shadow' && (
              <span className="flag">{row.flags.map(flagName).join(', ')}</span>
            )}
          </span>
        </span>
      </PageLink>
    </li>
  );
}

function Outside({ row }: { row: FeedRow }) {
  if (row.outsideShare === null) {
    return (
      <span className="faint">
        {row.map === null ? 'no map' : `undefined: ${undefinedReason(row.undefinedReason)}`}
      </span>
    );
  }
  return (
    <span className="feed-outside">
      <ShareBar share={row.outsideShare} chance={row.areaOutside} />
      {percent(row.outsideShare)} outside
      {row.areaOutside !== null && <span className="sr">, chance {percent(row.areaOutside)}</span>}
    </span>
  );
}

/** Site and view before the age; the tag of a phantom names its site already. */
const place = (row: FeedRow): string =>
  [row.demo ? null : row.site, row.viewPosition]
    .filter((part) => part !== null && part !== '')
    .map((part) => `${part} · `)
    .join('');

const FLAG_WORDS: Record<string, string> = { 'outside-anatomy': 'Outside' };

/** A flag's code in a word. */
export const flagName = (code: string): string => FLAG_WORDS[code] ?? code.replaceAll('-', ' ');
