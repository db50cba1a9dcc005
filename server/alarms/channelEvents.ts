/** What channels can be told. */
export const CHANNEL_EVENTS = ['alarm:raised', 'alarm:ended', 'incident:changed'] as const;

export type ChannelEvent = (typeof CHANNEL_EVENTS)[number];
