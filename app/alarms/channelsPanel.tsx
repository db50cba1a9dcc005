import { count } from '@/app/format/number';
import { minute } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { PageLink } from '@/app/shell/pageLink';
import type { Channel } from '@/server/alarms/channels';
import { ActButton } from './actButton';
import { EVENT_WORDS, outcomeWords } from './channelWords';

const HEADS = ['Channel', 'Told of', 'Last message, UTC', 'Waiting', 'Given up', ''];

/** Where alarms are told; who administers can test, switch and remove. */
export function ChannelsPanel({ channels, administers }: { channels: readonly Channel[]; administers: boolean }) {
  return (
    <section className="panel table-box">
      <header>
        <h2>Channels</h2>
        <span className="q">who is told</span>
      </header>
      {channels.length === 0 ? (
        <EmptyState title="No channel yet">
          <p>Alarms are on this page alone until a webhook or a mailbox is told of them.</p>
        </EmptyState>
      ) : (
        <div className="scroll-x">
          <table className="plain-table tall-table stack-table" aria-label="Channels">
            <thead>
              <tr>
                {HEADS.map((head, i) => (
                  <th key={head} scope="col" className={i === 3 || i === 4 ? 'num' : undefined}>
                    {head === '' ? <span className="sr">Actions</span> : head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {channels.map((channel) => (
                <Row key={channel.id} channel={channel} administers={administers} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ channel, administers }: { channel: Channel; administers: boolean }) {
  const { id, name, kind, target, events, enabled, waiting, failed, lastOutcome, lastAt } = channel;
  const path = `/api/v1/channels/${id}` as const;
  return (
    <tr>
      <th scope="row" className="strong">
        <PageLink href={`/alarms/channels?channel=${id}#messages`}>{name}</PageLink>
        {!enabled && <span className="tag">off</span>}
        <span className="under">
          {kind}, {target}
        </span>
      </th>
      <td data-label="Told of">{events.map((event) => EVENT_WORDS[event]).join(', ')}</td>
      <td data-label="Last message">
        {lastOutcome === null || lastAt === null ? (
          <span className="faint">none yet</span>
        ) : (
          <>
            {outcomeWords(lastOutcome)}
            <span className="under">{minute(lastAt)}</span>
          </>
        )}
      </td>
      <td className="num" data-label="Waiting">
        {count(waiting)}
      </td>
      <td className="num" data-label="Given up">
        {count(failed)}
      </td>
      <td>
        <span className="row-actions">
          {administers && (
            <>
              <ActButton path={`${path}/test`} body={{}} done="sent" label={`Test ${name}`}>
                Test
              </ActButton>
              <ActButton
                key={String(enabled)}
                path={path}
                body={{ enabled: !enabled }}
                label={`Switch ${name} ${enabled ? 'off' : 'on'}`}
              >
                {enabled ? 'Off' : 'On'}
              </ActButton>
            </>
          )}
        </span>
      </td>
    </tr>
  );
}
