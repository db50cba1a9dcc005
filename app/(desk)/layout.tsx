import type { ReactNode } from 'react';
import { DemonstrationBanner } from '@/app/demonstration/demonstrationBanner';
import { LiveProvider } from '@/app/live/liveProvider';
import { GoKeys } from '@/app/shell/goKeys';
import { KeySheet } from '@/app/shell/keySheet';
import { Rail, Tabs } from '@/app/shell/rail';
import { getLiveStatus } from '@/server/queries/liveStatus';

export const dynamic = 'force-dynamic';

/** Frame and stream of every page behind the sign-in. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const status = await getLiveStatus();
  return (
    <LiveProvider status={status}>
      <nav aria-label="Skip">
        <a className="skip" href="#content">
          Skip to content
        </a>
      </nav>
      <div className="shell">
        <Rail />
        <div className="main">
          <DemonstrationBanner />
          {children}
        </div>
      </div>
      <Tabs />
      <KeySheet />
      <GoKeys />
    </LiveProvider>
  );
}
