import { count } from '@/app/format/number';
import { instant, minute } from '@/app/format/time';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import type { Channel, DeliveryPage, DeliveryRow } from '@/server/alarms/channels';
import { ChannelActions } from './channelActions';
import { DELIVERY_WORDS, messageWords, outcomeWords } from './channelWords';

type Props = { channel: Channel; page: DeliveryPage; paged: boolean; administers: boolean };

const HEADS = ['Made, UTC', 'What', 'Status', 'Tries', 'Next try, UTC'];

/** What one channel was told and how that went; who administers can make a new secret and remove it. */
export function DeliveriesPanel({ channel, page: { rows, nextCursor, asOf }, paged, administers }: Props) {
  const here = `/alarms/channels?channel=${channel.id}`;
  return (
    <section className="panel table-box" id="messages">
      <header>
        <h2>Messages to {channel.name}</h2>
        <span className="q">what was it told?</span>
        <span className="tools">
          <a
            href={withBase(`/api/v1/channels/${channel.id}/deliveries.csv`)}
            aria-label={`CSV of what ${channel.name} was told`}
          >
            CSV
          </a>
        </span>
      </header>
      {rows.length === 0 ? (
        <p className="body small dim">It was told nothing yet.</p>
      ) : (
        <div className="scroll-x">
          <table className="plain-table stack-table" aria-label={`Messages to ${channel.name}`}>
            <thead>
              <tr>
                {HEADS.map((head, i) => (
                  <th key={head} scope="col" className={i === 3 ? 'num' : undefined}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {administers && (
        <div className="body">
          <ChannelActions key={channel.id} id={channel.id} kind={channel.kind} />
        </div>
      )}
      <footer>
        {paged && <PageLink href={`${here}#messages`}>Newest</PageLink>}{' '}
        {nextCursor !== null && <PageLink href={`${here}&cursor=${nextCursor}#messages`}>Older</PageLink>} Data as of{' '}
        {instant(asOf)}.
      </footer>
    </section>
  );
}

function Row({ row: { event, title, state, attempts, notBefore, lastOutcome, createdAt } }: { row: DeliveryRow }) {
  const words = messageWords(event);
  return (
    <tr>
      <th scope="row" className="nowrap">
        {minute(createdAt)}
      </th>
      <td data-label="What">
        {title}
        {words !== null && <span className="under">{words}</span>}
      </td>
      <td data-label="Status">
        {DELIVERY_WORDS[state]}
        {lastOutcome !== null && <span className="under">{outcomeWords(lastOutcome)}</span>}
      </td>
      <td className="num" data-label="Tries">
        {count(attempts)}
      </td>
      <td data-label="Next try" className="nowrap">
        {state === 'waiting' ? minute(notBefore) : <span className="faint">none</span>}
      </td>
    </tr>
  );
}
