import type { Scope } from '@/server/access/principal';

/**
 * Who may call what, written by hand and beside the routes' own words: a route that is opened wider than it says here
 * fails the matrix, as does one that is not here. `open`: strangers too. Below /l/ the state of an audit link decides,
 * which the matrix of links tries.
 */
export const EXPECTED_CALLS: Record<'open' | Scope, string> = {
  open: `
    GET /healthz  GET /readyz
    POST /api/v1/signin  POST /api/v1/signin/link  POST /api/v1/signin/password  GET /api/v1/signin/oidc
    POST /api/v1/signin/passkey  POST /api/v1/signin/passkey/options  GET /api/v1/auth/callback/oidc`,
  read: `
    GET /metrics  GET /api/v1/openapi.json  GET /api/v1/live  POST /api/v1/signout
    GET /api/v1/session  PATCH /api/v1/session  PUT /api/v1/session/password
    GET /api/v1/session/passkeys  POST /api/v1/session/passkeys  POST /api/v1/session/passkeys/options
    DELETE /api/v1/session/passkeys/[passkeyId]
    GET /api/v1/sessions  DELETE /api/v1/sessions  DELETE /api/v1/sessions/[sessionId]
    GET /api/v1/analyses/[analysisId]  POST /api/v1/analyses  POST /api/v1/analyses/[analysisId]/cancel
    POST /api/v1/analyses/[analysisId]/refresh
    GET /api/v1/alarm-rules  GET /api/v1/alarm-rules/[ruleId]  GET /api/v1/alarms  GET /api/v1/alarms.csv
    GET /api/v1/alarms/[alarmId]  GET /api/v1/alarms/[alarmId]/sequence.csv  GET /api/v1/alarms/composition
    GET /api/v1/channels/quiet-hours  GET /api/v1/incidents  GET /api/v1/incidents.csv
    GET /api/v1/incidents/[number]  GET /api/v1/incidents/[number]/history.csv  GET /api/v1/incidents/setting
    GET /api/v1/cases.csv  GET /api/v1/confounders  GET /api/v1/demonstration  GET /api/v1/distributions
    POST /api/v1/exports  GET /api/v1/edits.csv  POST /api/v1/edits  GET /api/v1/edits/[editId]/image
    GET /api/v1/edits/[editId]/saliency  GET /api/v1/evidence  GET /api/v1/evidence-settings
    GET /api/v1/flag-rules  GET /api/v1/flags  GET /api/v1/generalisation
    GET /api/v1/instances  GET /api/v1/instances/[instanceId]  GET /api/v1/instances/[instanceId]/edits
    GET /api/v1/instances/[instanceId]/edits.csv  GET /api/v1/instances/[instanceId]/image
    GET /api/v1/instances/[instanceId]/ledger.csv  GET /api/v1/instances/[instanceId]/lesion
    GET /api/v1/instances/[instanceId]/masks/[zone]  GET /api/v1/instances/[instanceId]/pixels
    GET /api/v1/instances/[instanceId]/saliency  POST /api/v1/instances/[instanceId]/saliency
    GET /api/v1/instances/[instanceId]/saliency-methods
    GET /api/v1/jobs  GET /api/v1/jobs.csv  GET /api/v1/jobs/[jobId]  GET /api/v1/lesions
    GET /api/v1/localisation  GET /api/v1/map-quality  GET /api/v1/models  GET /api/v1/models.csv
    GET /api/v1/models/[modelId]/promotions  GET /api/v1/models/[modelId]/state
    GET /api/v1/models/[modelId]/versions  GET /api/v1/overview.csv  GET /api/v1/promotions/[promotionId]
    GET /api/v1/registrations/[registrationId]  GET /api/v1/reliability
    GET /api/v1/reports  GET /api/v1/reports/[reportId]  GET /api/v1/reports/[reportId]/content.json
    GET /api/v1/reports/[reportId]/page  GET /api/v1/reports/[reportId]/pdf  GET /api/v1/reports/schedule
    GET /api/v1/review/statistics  GET /api/v1/site-effects.csv  GET /api/v1/site-matrix  GET /api/v1/statistics`,
  ingest: `
    POST /api/v1/instances  POST /api/v1/predictions  POST /api/v1/truths  POST /api/v1/lesions
    POST /api/v1/jobs/retry  POST /api/v1/jobs/discard  POST /api/v1/jobs/[jobId]/retry
    POST /api/v1/jobs/[jobId]/discard`,
  register: `
    POST /api/v1/models  POST /api/v1/models/[modelId]/versions  POST /api/v1/models/[modelId]/state
    POST /api/v1/models/[modelId]/promotions  POST /api/v1/promotions/[promotionId]/compare
    POST /api/v1/promotions/[promotionId]/decision  POST /api/v1/promotions/[promotionId]/rollback
    POST /api/v1/registrations/[registrationId]/register  POST /api/v1/registrations/[registrationId]/try
    DELETE /api/v1/registrations/[registrationId]  PUT /api/v1/evidence-settings
    POST /api/v1/demonstration  PATCH /api/v1/demonstration  DELETE /api/v1/demonstration`,
  review: `
    GET /api/v1/review  GET /api/v1/review/items  POST /api/v1/review/items  POST /api/v1/review/claims
    GET /api/v1/review/reads  GET /api/v1/review/reads/[readId]  POST /api/v1/review/reads/[readId]/heartbeat
    POST /api/v1/review/reads/[readId]/release  POST /api/v1/review/reads/[readId]/unaided
    POST /api/v1/review/reads/[readId]/undo  POST /api/v1/review/reads/[readId]/verdict
    GET /api/v1/review/settings  GET /api/v1/reviews`,
  share: `
    GET /api/v1/links  POST /api/v1/links  GET /api/v1/links/[linkId]  GET /api/v1/links/[linkId]/views
    POST /api/v1/links/[linkId]/revoke  GET /api/v1/links/pictures/[instanceId]`,
  govern: `
    POST /api/v1/alarm-rules  POST /api/v1/alarm-rules/preview  POST /api/v1/alarm-rules/[ruleId]
    GET /api/v1/channels  GET /api/v1/channels/[channelId]/deliveries
    GET /api/v1/channels/[channelId]/deliveries.csv  POST /api/v1/channels/quiet-hours
    POST /api/v1/incidents/[number]  POST /api/v1/incidents/setting
    POST /api/v1/flag-rules  POST /api/v1/flag-rules/preview  PUT /api/v1/flag-rules/[ruleId]
    DELETE /api/v1/flag-rules/[ruleId]  POST /api/v1/flag-rules/[ruleId]/application
    POST /api/v1/reports  POST /api/v1/reports/[reportId]/cancel  PUT /api/v1/reports/schedule
    PUT /api/v1/review/settings  POST /api/v1/review/items/[itemId]/withdrawal`,
  trail: `
    GET /api/v1/trail/keys  GET /api/v1/trail/keys/[keyId]
    GET /api/v1/trail  GET /api/v1/trail.csv  GET /api/v1/trail/bundle  GET /api/v1/trail/checkpoints
    POST /api/v1/trail/checkpoints  GET /api/v1/trail/verification  POST /api/v1/trail/verification`,
  administer: `
    GET /api/v1/accounts  PATCH /api/v1/accounts/[accountId]  POST /api/v1/accounts/[accountId]/reset
    GET /api/v1/accounts/invitations  POST /api/v1/accounts/invitations
    DELETE /api/v1/accounts/invitations/[invitationId]
    GET /api/v1/keys  POST /api/v1/keys  DELETE /api/v1/keys/[keyId]
    POST /api/v1/channels  POST /api/v1/channels/[channelId]  POST /api/v1/channels/[channelId]/test`,
  unsuppressed: '',
};

/** Of these calls keys are turned away though they have the scope: what is done is a person's own. */
export const PEOPLE_ONLY = `
  PATCH /api/v1/session  PUT /api/v1/session/password  GET /api/v1/session/passkeys  POST /api/v1/session/passkeys
  POST /api/v1/session/passkeys/options  DELETE /api/v1/session/passkeys/[passkeyId]
  GET /api/v1/sessions  DELETE /api/v1/sessions
  GET /api/v1/review  GET /api/v1/review/reads  GET /api/v1/review/reads/[readId]`;

/** Pages, beside the rules of the gate. */
export const EXPECTED_PAGES: Record<'open' | Scope, string> = {
  open: '/signin',
  read: `/  /models  /models/[name]  /models/[name]/[version]  /findings/[model]/[finding]  /strata  /cases
    /cases/[id]  /jobs  /method  /alarms  /alarms/[id]  /incidents/[number]  /reports  /settings`,
  ingest: '/upload',
  register: '/models/new',
  review: '/review  /review/agreement',
  share: '/links  /links/new  /links/[id]',
  govern: '/alarms/rule  /alarms/channels  /review/rules',
  trail: '/trail',
  administer: '/settings/people  /settings/keys',
  unsuppressed: '',
};

/** What a browser may send over its socket, and the scope that lets it connect. */
export const EXPECTED_EVENTS: Record<string, Scope> = { subscribe: 'read' };

/** Functions that a form of a page could call besides the routes; each needs a rule, and so far there is none. */
export const EXPECTED_ACTIONS: readonly string[] = [];
