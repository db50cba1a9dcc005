import type { ReactNode } from 'react';
import { AppliedTheme } from '@/app/shell/appliedTheme';

/** Around whatever a link shows, also that it shows nothing. */
export default function LinkLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <AppliedTheme />
      {children}
    </>
  );
}
