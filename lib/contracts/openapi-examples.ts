import type { EndpointName } from "./endpoints";

const member = {
  accountType: "premium_business",
  displayName: "Ada Quay",
  joinedAt: "2024-03-01T09:00:00Z",
  connectionCount: 240,
  profile: { photo: true, currentPosition: true, skills: 6, schools: 1, completenessPercent: 85 },
  email: "ada@quayside.example",
  locale: "en-IE",
  country: "IE",
  acceptsMessagesFrom: "anyone",
};
const message = {
  id: "msg-90211",
  senderId: "m-1042",
  recipientId: "m-2077",
  conversationId: "c-5512",
  channel: "inmail",
  degree: 2,
  sharedConnections: 3,
  isReply: false,
  automated: false,
  body: "Good morning, are you free for a short call this week?",
};

/** A body for each endpoint that takes one; a test holds them to the contracts. */
export const EXAMPLES: Partial<Record<EndpointName, Record<string, unknown>>> = {
  "PUT /members/{id}": member,
  "POST /members/batch": { members: [{ id: "m-1042", ...member }] },
  "POST /members/{id}/stop-requests": { recipientId: "m-2077" },
  "POST /members/{id}/requirements/{requirementId}/fulfilments": { kind: "captcha" },
  "POST /send-checks": message,
  "POST /messages": message,
  "POST /messages/batch": { mode: "observe", messages: [{ ...message, sentAt: "2026-11-19T08:30:00Z" }] },
  "POST /imports/messages": { ...message, sentAt: "2026-11-19T08:30:00Z" },
  "POST /locks/{id}/responses": { by: "recipient", response: "accept" },
  "POST /reports": {
    id: "rep-7731",
    reporterId: "m-2077",
    subject: { type: "message", id: "msg-90211" },
    category: "spam",
    note: "The third one this week.",
  },
  "POST /appeals": {
    restrictionId: "0198f0a0-6f1c-7c1e-8d43-5a2f6f1a9f7d",
    statement: "The messages went to people who had asked for them at our stand.",
    stepsTaken: "I stopped the sequence and wrote to each person who complained.",
    businessNeed: "We follow up with about 40 visitors after each fair.",
    confirmations: ["volume_reduced", "texts_rewritten"],
  },
};

/** An id for the path of each endpoint that has one. */
export const EXAMPLE_IDS: Partial<Record<EndpointName, string>> = {
  "PUT /members/{id}": "m-1042",
  "GET /members/{id}/standing": "m-1042",
  "GET /members/{id}/signals": "m-1042",
  "POST /members/{id}/stop-requests": "m-1042",
  "POST /members/{id}/requirements/{requirementId}/fulfilments": "m-1042",
  "GET /locks/{id}": "0198f0a2-7c1d-7e5a-a1b2-c3d4e5f60718",
  "POST /locks/{id}/responses": "0198f0a2-7c1d-7e5a-a1b2-c3d4e5f60718",
  "GET /reports/{id}": "rep-7731",
  "GET /appeals/{id}": "0198f0a1-2b3c-7d4e-9f50-617283940a1b",
};

/** The second id in a path. */
const EXAMPLE_INNER_ID = "0198f0a2-4c1d-5e6f-8a7b-9c0d1e2f3a4b";

/** The path of an endpoint with its example ids filled in, not encoded. */
export function examplePath(name: EndpointName): string {
  const [, path = ""] = name.split(" ");
  return path.replace("{id}", EXAMPLE_IDS[name] ?? "").replace(/\{\w+\}/, EXAMPLE_INNER_ID);
}
