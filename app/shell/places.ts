import type { IconName } from './icons';

/** A page of the main navigation; `key` leads to it after `g`. Phones have a tab for those with `tab`, the rest under More. */
export type Place = { href: string; name: string; icon: IconName; key: string; tab: boolean };

export const PLACES: readonly Place[] = [
  { href: '/', name: 'Overview', icon: 'overview', key: 'o', tab: true },
  { href: '/models', name: 'Models', icon: 'models', key: 'm', tab: true },
  { href: '/strata', name: 'Strata', icon: 'strata', key: 's', tab: false },
  { href: '/cases', name: 'Cases', icon: 'cases', key: 'c', tab: true },
  { href: '/upload', name: 'Upload', icon: 'upload', key: 'u', tab: true },
  { href: '/jobs', name: 'Jobs', icon: 'jobs', key: 'j', tab: false },
  { href: '/method', name: 'Method', icon: 'method', key: 'h', tab: false },
];
