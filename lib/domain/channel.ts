/** Ways a message travels (policy-facts, vocabulary). Order is part of the scope cell code: append only. */
export const CHANNELS = ["chat", "inmail", "group", "page", "connection_request"] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_LABELS: Record<Channel, string> = {
  chat: "Chat",
  inmail: "InMail",
  group: "Group",
  page: "Page",
  connection_request: "Requests",
};

/** Whether a message opens a conversation or answers in one. Order is part of the scope cell code: append only. */
export const DIRECTIONS = ["start", "reply"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** 1: connected, 2: a shared connection, 3: none. */
export const DEGREES = [1, 2, 3] as const;
export type Degree = (typeof DEGREES)[number];
