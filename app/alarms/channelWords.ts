import { CHANNEL_EVENTS, type ChannelEvent } from '@/server/alarms/channelEvents';
import type { DeliveryRow } from '@/server/alarms/channels';

export const EVENT_WORDS: Record<ChannelEvent, string> = {
  'alarm:raised': 'alarms that are raised',
  'alarm:ended': 'alarms that end',
  'incident:changed': 'changes of incidents',
};

/** Where a message stands. */
export const DELIVERY_WORDS: Record<DeliveryRow['state'], string> = {
  waiting: 'waiting',
  delivered: 'told',
  failed: 'given up',
  summarised: 'told in a summary',
};

/** What a message was about; null for tests and summaries, whose titles say it. */
export function messageWords(event: string): string | null {
  const known = CHANNEL_EVENTS.find((one) => one === event);
  return known === undefined ? null : EVENT_WORDS[known];
}

const OUTCOMES: Record<string, string> = {
  'address-not-allowed': 'its address is private, or not https',
  'name-not-found': 'its name was not found',
  refused: 'nobody listens there',
  'cut-off': 'the connection was cut',
  unreachable: 'not reachable',
  timeout: 'no answer in time',
  certificate: 'its certificate is not valid',
  network: 'the network failed',
  'smtp-not-set': 'no mail server is set',
  'smtp-sign-in': 'the mail server refused our sign-in',
  'channel-off': 'the channel was off',
};

/** What came of a message, in words; codes of HTTP and SMTP as they are. */
export const outcomeWords = (outcome: string): string =>
  OUTCOMES[outcome] ?? outcome.replace('http-', 'HTTP ').replace('smtp-', 'SMTP ');
