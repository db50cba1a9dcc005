import { PageLink } from '@/app/shell/pageLink';
import type { Scope } from '@/server/access/principal';

const PLACES: readonly { href: string; name: string; says: string; scope: Scope }[] = [
  { href: '/review/rules', name: 'Review', says: 'What is flagged, second reads, control arm', scope: 'review' },
  { href: '/alarms/channels', name: 'Channels', says: 'Webhooks, e-mail, quiet hours', scope: 'govern' },
  { href: '/method', name: 'Thresholds', says: 'When evidence counts', scope: 'read' },
  { href: '/models', name: 'Models', says: 'Anatomy of findings, and what a version is used for', scope: 'read' },
];

/** Settings that live beside what they set; of them those that the caller may see. */
export function Elsewhere({ scopes }: { scopes: readonly Scope[] }) {
  return (
    <ul className="account-list" aria-label="Elsewhere">
      {PLACES.filter(({ scope }) => scopes.includes(scope)).map(({ href, name, says }) => (
        <li key={href}>
          <span>
            <PageLink href={href}>{name}</PageLink>
            <span className="small dim">{says}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
