/** What the audit trail records: `noun:participle`, as live events. */
export const TRAIL_KINDS = [
  'prediction:committed',
  'prediction:imported',
  'edit:committed',
  'model:registered',
  'model:removed',
  'version:changed',
  'promotion:changed',
  'setting:changed',
  'truth:recorded',
  'lesion:recorded',
  'instance:removed',
  'result:sealed',
  'job:discarded',
  'flag-rule:changed',
  'review:queued',
  'review:claimed',
  'review:revealed',
  'review:committed',
  'review:withdrawn',
  'alarm-rule:changed',
  'alarm:raised',
  'incident:changed',
  'channel:changed',
  'export:made',
  'report:made',
  'backup:restored',
  'link:created',
  'link:viewed',
  'link:refused',
  'link:revoked',
  'account:changed',
  'session:opened',
  'session:refused',
  'session:ended',
  'key:changed',
  'checkpoint:signed',
] as const;

export type TrailKind = (typeof TRAIL_KINDS)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A record of the audit trail before it is chained. Never holds a secret or what identifies a patient. */
export type TrailEntry = {
  kind: TrailKind;
  at: Date;
  /** `account <id>`, `key <id>`, `link <id>`, `system <part>` or `operator`. */
  actor: string;
  /** What it is about, as `instance:<id>`, `version:<id>`, `account:<id>`; searched by. */
  subjects: readonly string[];
  body: { readonly [key: string]: Json };
};
