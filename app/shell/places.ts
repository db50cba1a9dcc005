import type { Scope } from '@/server/access/principal';
import type { IconName } from './icons';

/**
 * A page of the main navigation; `key` leads to it after `g`. Phones have a tab for those with `tab`, the rest under
 * More. Without a `scope` it is for all who may read; the page's own rule is in server/access/pageRules.
 */
export type Place = { href: string; name: string; icon: IconName; key: string; tab: boolean; scope?: Scope };

export const PLACES: readonly Place[] = [
  { href: '/', name: 'Overview', icon: 'overview', key: 'o', tab: true },
  { href: '/models', name: 'Models', icon: 'models', key: 'm', tab: true },
  { href: '/strata', name: 'Strata', icon: 'strata', key: 's', tab: false },
  { href: '/cases', name: 'Cases', icon: 'cases', key: 'c', tab: true },
  { href: '/review', name: 'Review', icon: 'review', key: 'r', tab: true },
  { href: '/alarms', name: 'Alarms', icon: 'alarms', key: 'a', tab: false },
  { href: '/upload', name: 'Upload', icon: 'upload', key: 'u', tab: false, scope: 'ingest' },
  { href: '/jobs', name: 'Jobs', icon: 'jobs', key: 'j', tab: false },
  { href: '/links', name: 'Links', icon: 'links', key: 'l', tab: false, scope: 'share' },
  { href: '/reports', name: 'Reports', icon: 'reports', key: 'p', tab: false },
  { href: '/trail', name: 'Audit trail', icon: 'trail', key: 't', tab: false, scope: 'trail' },
  { href: '/method', name: 'Method', icon: 'method', key: 'h', tab: false },
  { href: '/settings', name: 'Settings', icon: 'settings', key: 'e', tab: false },
];

/** The places that a caller of these scopes can open. */
export const placesFor = (scopes: readonly Scope[]): readonly Place[] =>
  PLACES.filter(({ scope = 'read' }) => scopes.includes(scope));
