import { createTransport } from 'nodemailer';
import type { Sent } from './sendWebhook';

/** How long a mail server may take for each step. */
const SMTP_LIMIT_MS = 10_000;

/** Sends a plain text to a mailbox by the operator's mail server; null: none is set. */
export async function sendMail(
  smtp: { url: string; from: string } | null,
  mail: { to: string; subject: string; text: string; id: string },
): Promise<Sent> {
  if (smtp === null) return { ok: false, outcome: 'smtp-not-set' };
  const limits = { connectionTimeout: SMTP_LIMIT_MS, greetingTimeout: SMTP_LIMIT_MS, socketTimeout: SMTP_LIMIT_MS };
  const transport = createTransport({ url: smtp.url, ...limits, disableFileAccess: true, disableUrlAccess: true });
  try {
    const { to, subject, text, id } = mail;
    const headers = { 'Auto-Submitted': 'auto-generated' };
    await transport.sendMail({ from: smtp.from, to, subject, text, headers, messageId: `<${id}@sightline>` });
    return { ok: true, outcome: 'smtp-250' };
  } catch (error) {
    return { ok: false, outcome: outcomeOf(error) };
  } finally {
    transport.close();
  }
}

function outcomeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'network';
  if ('responseCode' in error && typeof error.responseCode === 'number') return `smtp-${error.responseCode}`;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EAUTH') return 'smtp-sign-in';
  return code === 'ETIMEDOUT' ? 'timeout' : code === 'ETLS' ? 'certificate' : 'network';
}
