/** Live events, shared by both ends. Facts in `noun:participle`, ids only; a hint plus a sequence number in commit order. */
export type LiveEvent = {
  /** 1, 2, 3 … in commit order, no gap. */
  seq: number;
  type:
    | 'instance:received'
    | 'prediction:committed'
    | 'instance:finished'
    | 'instance:failed'
    | 'instance:skipped'
    | 'model:registered'
    | 'truth:recorded'
    | 'demonstration:changed'
    | 'job:changed'
    | 'analysis:changed'
    | 'report:changed'
    | 'edit:committed'
    /** An audit link was made, opened or revoked. */
    | 'link:changed'
    /** An alarm, a rule, an incident or a channel. */
    | 'alarm:changed'
    /** What a version is used for. */
    | 'version:changed'
    /** It could not answer an image with numbers. */
    | 'version:failed'
    /** Flags, the queue, claims, verdicts, or the rules and settings of them. */
    | 'review:changed';
  /** Ids only: instanceId, versionId, analysisId, linkId. */
  payload: Record<string, string>;
  at: string;
};

/** Rooms that a page may listen to. Every event goes to `all`; those of one instance also to `instance:<id>`. */
export type Room = 'all' | `instance:${string}`;

/** Answer to `subscribe`: what was missed, or `reset` when that is too much and the page should load anew. */
export type Subscription = { seq: number; missed: LiveEvent[]; reset: boolean };

/** Events come several at a time, as they were committed: with hundreds of pages open one message each costs too much. */
export type ServerEvents = { events: (events: LiveEvent[]) => void };

export type ClientEvents = {
  /** `since`: the last sequence number that the browser has seen. */
  subscribe: (
    request: { room: Room; since: number },
    answer: (subscription: Subscription | { error: string }) => void,
  ) => void;
};
