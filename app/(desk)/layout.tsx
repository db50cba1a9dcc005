import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DemonstrationBanner } from '@/app/demonstration/demonstrationBanner';
import { LiveProvider } from '@/app/live/liveProvider';
import { GoKeys } from '@/app/shell/goKeys';
import { KeySheet } from '@/app/shell/keySheet';
import { placesFor } from '@/app/shell/places';
import { Rail, Tabs } from '@/app/shell/rail';
import type { Visitor } from '@/app/shell/whoIsIn';
import { ToldExports } from '@/app/trail/toldExports';
import { whoAmI } from '@/server/access/ownAccount';
import { type Principal, principalOf } from '@/server/access/principal';
import { db } from '@/server/db/client';
import { getLiveStatus } from '@/server/queries/liveStatus';

export const dynamic = 'force-dynamic';

/** Frame and stream of every page behind the sign-in. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const status = await getLiveStatus();
  const caller = principalOf(await headers());
  const places = placesFor(caller?.scopes ?? []);
  const visitor = await visitorOf(caller);
  return (
    <LiveProvider status={status}>
      <nav aria-label="Skip">
        <a className="skip" href="#content">
          Skip to content
        </a>
      </nav>
      <div className="shell">
        <Rail places={places} visitor={visitor} />
        <div className="main">
          <DemonstrationBanner />
          {children}
        </div>
      </div>
      <Tabs places={places} visitor={visitor} />
      <KeySheet places={places} />
      <GoKeys places={places} />
      <ToldExports />
    </LiveProvider>
  );
}

/** A key that reads pages has no name here. */
async function visitorOf(caller: Principal | null): Promise<Visitor | null> {
  if (caller === null || caller.kind === 'key') return null;
  const { name, role } = await whoAmI(db(), caller);
  return role === null ? null : { name, role };
}
