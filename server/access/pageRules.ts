import type { Scope } from './principal';

/** A page behind the sign-in and what a caller needs for it; `*` stands for one segment. Sub-pages have rules of their own. */
export type PageRule = { path: string; scope: Scope };

/** Every page has a rule; the gate turns away who lacks the scope, and a page without a rule is shown to nobody. */
export const PAGE_RULES: readonly PageRule[] = [
  { path: '/', scope: 'read' },
  { path: '/models', scope: 'read' },
  { path: '/models/new', scope: 'register' },
  { path: '/models/*', scope: 'read' },
  { path: '/models/*/*', scope: 'read' },
  { path: '/findings/*/*', scope: 'read' },
  { path: '/strata', scope: 'read' },
  { path: '/cases', scope: 'read' },
  { path: '/cases/*', scope: 'read' },
  { path: '/upload', scope: 'ingest' },
  { path: '/jobs', scope: 'read' },
  { path: '/method', scope: 'read' },
  { path: '/review', scope: 'review' },
  { path: '/review/rules', scope: 'govern' },
  { path: '/review/*', scope: 'review' },
  { path: '/alarms', scope: 'read' },
  { path: '/alarms/rule', scope: 'govern' },
  { path: '/alarms/channels', scope: 'govern' },
  { path: '/alarms/*', scope: 'read' },
  { path: '/incidents/*', scope: 'read' },
  { path: '/reports', scope: 'read' },
  { path: '/reports/*', scope: 'read' },
  { path: '/links', scope: 'share' },
  { path: '/links/*', scope: 'share' },
  { path: '/trail', scope: 'trail' },
  { path: '/settings', scope: 'read' },
  { path: '/settings/people', scope: 'administer' },
  { path: '/settings/keys', scope: 'administer' },
  { path: '/settings/*', scope: 'read' },
];

/** The scope that a page needs; null when no rule covers it. */
export function scopeOfPage(path: string): Scope | null {
  // The router redirects `/cases/` to `/cases`.
  const asked = (path === '/' ? path : path.replace(/\/$/, '')).split('/');
  const rule = PAGE_RULES.find(({ path: pattern }) => {
    const parts = pattern.split('/');
    return parts.length === asked.length && parts.every((part, index) => part === '*' || part === asked[index]);
  });
  return rule?.scope ?? null;
}
