import { PageLink } from '@/app/shell/pageLink';
import type { Scope } from '@/server/access/principal';

const PARTS: readonly { href: string; name: string; scope: Scope }[] = [
  { href: '/settings', name: 'Your account', scope: 'read' },
  { href: '/settings/people', name: 'People', scope: 'administer' },
  { href: '/settings/keys', name: 'API keys', scope: 'administer' },
];

/** The parts of the settings that the caller may open. */
export function SettingsNav({ here, scopes }: { here: string; scopes: readonly Scope[] }) {
  const parts = PARTS.filter(({ scope }) => scopes.includes(scope));
  if (parts.length === 1) return null;
  return (
    <nav className="seg settings-nav" aria-label="Settings">
      {parts.map(({ href, name }) => (
        <PageLink key={href} href={href} {...(href === here && { 'aria-current': 'page' as const })}>
          {name}
        </PageLink>
      ))}
    </nav>
  );
}
