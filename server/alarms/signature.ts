import { createHmac } from 'node:crypto';

/** How a webhook's secret is shown to people: the form that libraries of Standard Webhooks take. */
export const secretText = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString('base64')}`;

/**
 * Headers that prove who sent a body and when, as Standard Webhooks 1.0 has them: HMAC-SHA256 over
 * `<id>.<seconds>.<body>`, base64, after `v1,`. Receivers refuse time stamps that are minutes old, and ids that they
 * have seen.
 */
export function signatureHeaders(secret: Uint8Array, id: string, body: string, at: Date): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${mac}` };
}
