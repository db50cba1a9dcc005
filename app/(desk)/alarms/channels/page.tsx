import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ChannelForm } from '@/app/alarms/channelForm';
import { ChannelsPanel } from '@/app/alarms/channelsPanel';
import { DeliveriesPanel } from '@/app/alarms/deliveriesPanel';
import { IncidentSettingForm } from '@/app/alarms/incidentSettingForm';
import { mayOf } from '@/app/alarms/mayOf';
import { QuietForm } from '@/app/alarms/quietForm';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { plural } from '@/app/format/number';
import { PageFrame } from '@/app/shell/pageFrame';
import { readIncidentSetting } from '@/server/alarms/attachToIncident';
import { type Channel, listChannels, listDeliveries } from '@/server/alarms/channels';
import { readQuietHours } from '@/server/alarms/quietHours';
import { db } from '@/server/db/client';
import { isCursor } from '@/server/queries/cursor';
import '@/app/styles/alarms.css';

export const metadata: Metadata = { title: 'Channels' };

/** Messages on a page. */
const MESSAGES = 20;

export default async function ChannelsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [may, asked] = await Promise.all([mayOf(), searchParams.then(single)]);
  if (!may('govern')) notFound();
  const [channels, quiet, incidents] = await Promise.all([
    listChannels(),
    readQuietHours(db()),
    readIncidentSetting(db()),
  ]);
  const chosen = channels.find(({ id }) => id === asked.channel) ?? latestOf(channels);
  const cursor = asked.cursor !== undefined && isCursor(asked.cursor) ? asked.cursor : undefined;
  const messages = chosen === undefined ? null : await listDeliveries(chosen.id, { cursor, limit: MESSAGES });
  return (
    <PageFrame crumbs={[{ name: 'Alarms', href: '/alarms' }, { name: 'Channels' }]}>
      <div className="page-head">
        <h1 className="page-title">
          {channels.length === 0
            ? 'Nobody is told of alarms yet.'
            : `${plural(channels.length, 'channel')} can be told of alarms.`}
        </h1>
        <span className="faint small">Names, figures and a link; never anything of one patient</span>
      </div>
      <div className="stack">
        <ChannelsPanel channels={channels} administers={may('administer')} />
        {chosen !== undefined && messages !== null && (
          <DeliveriesPanel
            channel={chosen}
            page={messages}
            paged={cursor !== undefined}
            administers={may('administer')}
          />
        )}
        {may('administer') && (
          <Panel title="New channel" q="webhooks are signed, and go to no private address">
            <ChannelForm />
          </Panel>
        )}
        <Panel
          title="Quiet hours"
          q={quiet.value.enabled ? `${quiet.value.from} to ${quiet.value.to}, ${quiet.value.zone}` : 'off'}
        >
          <QuietForm key={quiet.id} quiet={quiet.value} expected={quiet.id} />
        </Panel>
        <Panel title="Incidents" q="what becomes of a new alarm">
          <IncidentSettingForm key={incidents.id} alarms={incidents.value.alarms} expected={incidents.id} />
        </Panel>
      </div>
    </PageFrame>
  );
}

/** The channel that was told something last. */
const latestOf = (channels: readonly Channel[]): Channel | undefined =>
  channels.toSorted((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''))[0];

function Panel({ title, q, children }: { title: string; q: string; children: ReactNode }) {
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
        <span className="q">{q}</span>
      </header>
      <div className="body">{children}</div>
    </section>
  );
}
