import { z } from 'zod';
import { newLink } from '@/server/links/linkPolicy';
import {
  linkCreatedResponse,
  linkPictureQuery,
  linkResponse,
  linkRevocation,
  linkRevokedResponse,
  linksQuery,
  linksResponse,
  linkViewsResponse,
} from './linkSchema';
import {
  answer,
  binary,
  content,
  idempotencyKey,
  type Json,
  operation,
  parameters,
  path,
  schemaOf,
} from './openapiParts';

const orCsv = (description: string, schema: z.ZodType): Json => ({
  description,
  content: { ...content(schemaOf(schema)), ...content(schemaOf(z.string()), 'text/csv') },
});

/** The part of the description that is about audit links. What is below /l/ is for those who were sent one. */
export const LINK_PATHS: Record<string, Json> = {
  '/api/v1/links': {
    get: operation(
      'Audit links, newest first',
      { 200: orCsv('A page, or with format=csv all', linksResponse) },
      { parameters: parameters(linksQuery) },
    ),
    post: operation(
      'Make an audit link; its path is answered once and kept nowhere',
      { 201: answer('The link and its path', linkCreatedResponse) },
      { parameters: [idempotencyKey], requestBody: { required: true, content: content(schemaOf(newLink, 'input')) } },
    ),
  },
  '/api/v1/links/pictures/{instanceId}': {
    get: operation(
      'A picture as a link would show it',
      { 200: binary('8-bit grey', 'image/png') },
      { parameters: [path('instanceId'), ...parameters(linkPictureQuery)] },
    ),
  },
  '/api/v1/links/{linkId}': {
    get: operation('One audit link', { 200: answer('The link', linkResponse) }, { parameters: [path('linkId')] }),
  },
  '/api/v1/links/{linkId}/revoke': {
    post: operation(
      'End a link for good; open pages of it close within a second',
      { 200: answer('Since when', linkRevokedResponse) },
      {
        parameters: [path('linkId'), idempotencyKey],
        requestBody: { required: true, content: content(schemaOf(linkRevocation, 'input')) },
      },
    ),
  },
  '/api/v1/links/{linkId}/views': {
    get: operation(
      'Who looked at a link, newest first',
      { 200: orCsv('A page, or with format=csv all', linkViewsResponse) },
      { parameters: [path('linkId'), ...parameters(linksQuery)] },
    ),
  },
  '/l/{token}/open': {
    post: operation(
      'Open a link in this browser: counts a view and sets a cookie for this link alone; no key is asked for',
      { 303: { description: 'To the page of the link, which says what became of it' } },
      {
        parameters: [path('token')],
        requestBody: {
          required: false,
          content: content(
            schemaOf(z.object({ passcode: z.string().optional() })),
            'application/x-www-form-urlencoded',
          ),
        },
      },
    ),
  },
  '/l/{token}/events': {
    get: operation(
      'What an open page of a link hears: alive, changed, closed',
      { 200: binary('Server-sent events', 'text/event-stream') },
      { parameters: [path('token')] },
    ),
  },
  '/l/{token}/image/{pseudonym}': {
    get: operation(
      'A picture of an open link, by the link’s own name of the case',
      { 200: binary('8-bit grey', 'image/png') },
      { parameters: [path('token'), path('pseudonym')] },
    ),
  },
};
