import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/controls.css';
import './styles/panel.css';
import './styles/table.css';
import './styles/state.css';
import './styles/demonstration.css';
import './styles/entry.css';
import './styles/print.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { nonceOf } from '@/server/access/contentSecurity';
import { THEME_SCRIPT } from './shell/theme';

export const metadata: Metadata = {
  title: { default: 'Sightline', template: '%s · Sightline' },
  description: 'What does a radiology model look at, and who does it follow?',
  robots: { index: false, follow: false },
  referrer: 'same-origin',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** Every page is made for its request: the policy lets scripts run by a nonce of their own. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = nonceOf((await headers()).get('content-security-policy'));
  return (
    <html lang="en" data-theme="dark" suppressHydrationWarning>
      <head>
        {/* Browsers hide a nonce from scripts once they have read it. */}
        <script nonce={nonce} suppressHydrationWarning>
          {THEME_SCRIPT}
        </script>
      </head>
      <body>{children}</body>
    </html>
  );
}
