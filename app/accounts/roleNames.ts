import type { Role } from '@/server/access/principal';

/** Roles in words: what they are called, and what they may do. */
export const ROLE_NAMES: Record<Role, { name: string; may: string }> = {
  admin: { name: 'Administrator', may: 'Everything, accounts and keys too.' },
  governance: {
    name: 'Governance',
    may: 'Sends and registers, sets rules and thresholds, shares by link, reads the audit trail, reviews.',
  },
  clinician: { name: 'Clinician', may: 'Sees everything that is monitored, and reviews cases.' },
  viewer: { name: 'Viewer', may: 'Sees what is monitored, and changes nothing.' },
};

/** In the order of a list: what most people are comes first. */
export const ROLE_CHOICES: readonly Role[] = ['clinician', 'viewer', 'governance', 'admin'];
