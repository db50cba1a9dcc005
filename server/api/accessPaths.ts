import type { z } from 'zod';
import * as access from './accessSchema';
import { answer, content, idempotencyKey, type Json, operation, parameters, path, schemaOf } from './openapiParts';

const body = (schema: z.ZodType): Json => ({ required: true, content: content(schemaOf(schema, 'input')) });
const open = { security: [] };

const done = (summary: string, rest: Json): Json =>
  operation(summary, { 200: answer('Done', access.doneResponse) }, rest);

/** A list as JSON, or with format=csv one row a line. */
const list = (summary: string, schema: z.ZodType): Json =>
  operation(
    summary,
    {
      200: {
        description: 'A page, or with format=csv all rows',
        content: { ...content(schemaOf(schema)), ...content({ type: 'string' }, 'text/csv') },
      },
    },
    { parameters: parameters(access.accessList) },
  );

const SIGN_IN: Record<string, Json> = {
  '/api/v1/signin/password': {
    post: operation(
      'Sign in with e-mail and password; 429 with `until` after too many tries',
      { 200: answer('Signed in; the cookie is set', access.signedInResponse) },
      { ...open, requestBody: body(access.passwordSignIn) },
    ),
  },
  '/api/v1/signin/link': {
    post: operation(
      'Answer a one-time link: first administrator, invitation, new password, recovery',
      { 200: answer('Signed in; the cookie is set', access.signedInResponse) },
      { ...open, requestBody: body(access.linkAnswer) },
    ),
  },
  '/api/v1/signin/passkey/options': {
    post: operation(
      'Begin to sign in with a passkey',
      { 200: { description: 'PublicKeyCredentialRequestOptions as JSON' } },
      open,
    ),
  },
  '/api/v1/signin/passkey': {
    post: operation(
      'Sign in with what the passkey answered',
      { 200: answer('Signed in; the cookie is set', access.signedInResponse) },
      { ...open, requestBody: body(access.passkeySignIn) },
    ),
  },
  '/api/v1/signin/oidc': {
    get: operation(
      'Go to the single sign-on provider',
      { 303: { description: 'To the provider' } },
      { ...open, parameters: [{ name: 'next', in: 'query', schema: { type: 'string' } }] },
    ),
  },
  '/api/v1/auth/callback/oidc': {
    get: operation(
      'Where the provider sends the browser back',
      { 303: { description: 'Signed in, or why not' } },
      open,
    ),
  },
};

const SESSIONS: Record<string, Json> = {
  '/api/v1/session': {
    get: operation('Who am I', { 200: answer('The caller', access.whoAmIResponse) }),
    patch: operation(
      'Change one’s own name',
      { 200: answer('The caller', access.whoAmIResponse) },
      { requestBody: body(access.ownChange) },
    ),
  },
  '/api/v1/session/password': {
    put: done('Set one’s own password; ends the other sessions', { requestBody: body(access.passwordChange) }),
  },
  '/api/v1/session/passkeys': {
    get: operation('One’s own passkeys', { 200: answer('The oldest first', access.passkeysResponse) }),
    post: operation(
      'Keep a passkey that the browser made',
      { 201: answer('Kept', access.passkeyResponse) },
      { parameters: [idempotencyKey], requestBody: body(access.newPasskey) },
    ),
  },
  '/api/v1/session/passkeys/options': {
    post: operation('Begin to make a passkey', { 200: { description: 'PublicKeyCredentialCreationOptions as JSON' } }),
  },
  '/api/v1/session/passkeys/{passkeyId}': {
    delete: done('Take a passkey away', { parameters: [path('passkeyId')] }),
  },
  '/api/v1/sessions': {
    get: operation(
      'Signed-in browsers: one’s own, or of an account (administer)',
      { 200: answer('The last seen first', access.sessionsResponse) },
      { parameters: parameters(access.sessionsQuery) },
    ),
    delete: operation(
      'End all sessions but the one that asks',
      { 200: answer('How many', access.endedResponse) },
      { parameters: parameters(access.sessionsQuery) },
    ),
  },
  '/api/v1/sessions/{sessionId}': { delete: done('End a session', { parameters: [path('sessionId')] }) },
};

/** The part of the description that is about signing in, accounts and keys. */
export const ACCESS_PATHS: Record<string, Json> = {
  ...SIGN_IN,
  ...SESSIONS,
  '/api/v1/accounts': { get: list('Accounts', access.accountsResponse) },
  '/api/v1/accounts/invitations': {
    get: operation('Invitations that wait', { 200: answer('Newest first', access.invitationsResponse) }),
    post: operation(
      'Invite somebody; the link is in this answer alone',
      { 201: answer('Invited', access.invitationResponse) },
      { parameters: [idempotencyKey], requestBody: body(access.newInvitation) },
    ),
  },
  '/api/v1/accounts/invitations/{invitationId}': {
    delete: done('Withdraw an invitation', { parameters: [path('invitationId')] }),
  },
  '/api/v1/accounts/{accountId}': {
    patch: operation(
      'Change name or role, disable or enable',
      { 200: answer('Done, and how many keys and links that it made go on', access.accountChanged) },
      { parameters: [path('accountId')], requestBody: body(access.accountChange) },
    ),
  },
  '/api/v1/accounts/{accountId}/reset': {
    post: operation(
      'Make a link with which somebody sets a new password; it is in this answer alone',
      { 201: answer('Made', access.resetResponse) },
      { parameters: [path('accountId'), idempotencyKey] },
    ),
  },
  '/api/v1/keys': {
    get: list('API keys, without the keys', access.keysResponse),
    post: operation(
      'Make a key; it is in this answer alone',
      { 201: answer('Made', access.newKeyResponse) },
      { parameters: [idempotencyKey], requestBody: body(access.newKey) },
    ),
  },
  '/api/v1/keys/{keyId}': { delete: done('Revoke a key', { parameters: [path('keyId')] }) },
};
