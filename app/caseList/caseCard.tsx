import { ShareBar } from '@/app/chart/shareBar';
import { PhantomTag } from '@/app/demonstration/phantomTag';
import { flagName } from '@/app/feed/feedRow';
import { percent, probabilityNumber } from '@/app/format/share';
import { undefinedReason } from '@/app/format/undefinedReason';
import { findingName } from '@/app/matrix/answer';
import { Thumbnail } from '@/app/saliency/thumbnail';
import { PageLink } from '@/app/shell/pageLink';
import type { CaseRow } from '@/server/queries/cases';
import { placeWords, shortId, statusReasonWords, statusWord } from './caseWords';
import { Tick } from './choice/tick';

/** One case of the gallery. `href` keeps the list's filter, so that next and previous mean the same cases. */
export function CaseCard({ row, href }: { row: CaseRow; href: string }) {
  const { top } = row;
  return (
    <li className="case-card" data-row data-case={row.instanceId}>
      <PageLink href={href}>
        <Thumbnail instanceId={row.instanceId} format={row.format} map={top?.map ?? null} size="fill" pixels={256} />
        <span className="card-text">
          {top === null ? (
            <span className="feed-line">
              <b>{statusWord(row.status)}</b>
            </span>
          ) : (
            <TopLine top={top} />
          )}
          <span className="feed-line small faint">
            {row.demo && <PhantomTag site={row.site} />}
            <span className="cut card-place">{placeWords(row.demo ? { ...row, site: null } : row)}</span>
          </span>
          {top === null ? (
            <span className="small dim">{statusReasonWords(row) ?? `case ${shortId(row.instanceId)}`}</span>
          ) : (
            <OutsideLine top={top} />
          )}
        </span>
      </PageLink>
      <Tick id={row.instanceId} />
    </li>
  );
}

function TopLine({ top }: { top: NonNullable<CaseRow['top']> }) {
  return (
    <span className="feed-line">
      <b className="cut">{findingName(top.finding)}</b>
      <span className="num strong">
        {probabilityNumber(top.probability)}
        <span className="u">%</span>
      </span>
    </span>
  );
}

function OutsideLine({ top }: { top: NonNullable<CaseRow['top']> }) {
  return (
    <span className="feed-line small dim">
      {top.outsideShare === null ? (
        <span className="faint cut">
          {top.map === null ? 'no map' : `undefined: ${undefinedReason(top.undefinedReason)}`}
        </span>
      ) : (
        <span className="feed-outside">
          <ShareBar share={top.outsideShare} chance={top.areaOutside} width={36} />
          {percent(top.outsideShare)} outside
        </span>
      )}
      {top.flags.length > 0 && <span className="flag">{top.flags.map(flagName).join(', ')}</span>}
    </span>
  );
}
