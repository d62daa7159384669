import { z } from "zod";
import { APPEAL_OUTCOMES, APPEAL_STATES, APPEAL_TEXT_MAX, CONFIRMATIONS } from "../domain/appeal";
import type { ApiScope } from "../domain/permission";
import { fulfilmentAnswer, fulfilmentInput } from "./challenge";
import { decisionList, feedQuery, restrictionList, signalList } from "./feed";
import { lockAnswer, lockResponseInput, lockView } from "./lock";
import { batchAnswer, identifiedMemberInput, memberBatchInput, memberInput } from "./member";
import { messageBatchInput, messageInput } from "./message";
import { messageStreamLine } from "./message-stream";
import { reportAnswer, reportInput, reportView } from "./report";
import { messageVerdict, sendVerdict } from "./send-check";
import { standingView } from "./standing";
import { stopRequestAnswer, stopRequestInput } from "./stop-request";
import { instantText, isReadable, isStorable, platformId, text } from "./text";

/** One MiB: the longest body, but for batches. */
const BODY_BYTES = 1024 * 1024;
const BATCH_BYTES = 8 * 1024 * 1024;

/** A text in which something can be read: not only spaces and characters without a shape. */
const words = (max: number) =>
  text({ max }).refine((value) => !isStorable(value) || isReadable(value), {
    error: "must contain something that can be read",
    params: { code: "empty_after_normalisation" },
  });

/** Body of `POST /appeals`. */
export const appealInput = z.strictObject({
  restrictionId: z.uuid(),
  statement: words(APPEAL_TEXT_MAX).meta({ description: "Why the restriction should be lifted." }),
  stepsTaken: words(APPEAL_TEXT_MAX).meta({ description: "What was done to put it right." }),
  businessNeed: words(APPEAL_TEXT_MAX).optional(),
  confirmations: z
    .array(z.enum(CONFIRMATIONS))
    .max(CONFIRMATIONS.length)
    .refine((all) => new Set(all).size === all.length, "must not name one twice"),
  locale: memberInput.shape.locale,
});

/** What `POST /appeals` answers. */
export const appealAnswer = z.strictObject({ id: z.uuid(), statusUrl: z.url() });

/** What `GET /appeals/{id}` answers. */
export const appealStatusView = z.strictObject({
  id: z.uuid(),
  memberId: z.string(),
  decisionId: z.uuid(),
  state: z.enum(APPEAL_STATES),
  outcome: z.enum(APPEAL_OUTCOMES).nullable(),
  filedAt: instantText,
  dueAt: instantText,
  decidedAt: instantText.nullable(),
  reply: z.string().nullable(),
  statusUrl: z.url(),
});

/** What an endpoint takes and gives: the routes are made from this, and so is the OpenAPI document. */
export type Endpoint = {
  summary: string;
  detail?: string;
  scope: ApiScope;
  /** The id in the path; a uuid of ours or an id of the platform. */
  id?: z.ZodType<string>;
  /** A second id in the path, as it is named there. */
  innerId?: { name: string; id: z.ZodType<string> };
  query?: z.ZodObject;
  body?: z.ZodType;
  /** What the items of a batch look like: a batch checks each on its own. */
  item?: z.ZodType;
  bodyBytes?: number;
  /** Takes and gives NDJSON line by line: each line an `item` of at most so many bytes, each line back an `answer`. */
  stream?: { lineBytes: number };
  /** Whether a request without an Idempotency-Key is refused. */
  needsKey?: true;
  status: 200 | 201;
  answer: z.ZodType;
  /** Codes of refusals beyond those of every endpoint. */
  refusals: readonly string[];
};

/** Every endpoint of the platform's API, by method and path under `/api/v1`. */
export const ENDPOINTS = {
  "PUT /members/{id}": {
    summary: "Create or replace a member",
    detail: "Fingerprints are added, never taken back.",
    scope: "ingest",
    id: platformId,
    body: memberInput,
    bodyBytes: BODY_BYTES,
    status: 200,
    answer: z.strictObject({ id: z.string() }),
    refusals: [],
  },
  "POST /members/batch": {
    summary: "Create or replace up to 1,000 members",
    detail: "Each member is checked on its own: bad ones are named by their place, the good ones go in.",
    scope: "ingest",
    body: memberBatchInput,
    item: identifiedMemberInput,
    bodyBytes: BATCH_BYTES,
    status: 200,
    answer: batchAnswer,
    refusals: [],
  },
  "GET /members/{id}/standing": {
    summary: "What a member may do now, and why",
    scope: "read",
    id: platformId,
    status: 200,
    answer: standingView,
    refusals: ["not_found"],
  },
  "GET /members/{id}/signals": {
    summary: "What the detectors measured",
    scope: "read",
    id: platformId,
    query: feedQuery,
    status: 200,
    answer: signalList,
    refusals: ["not_found"],
  },
  "POST /members/{id}/stop-requests": {
    summary: "A recipient asked this member to stop writing",
    detail: "From then on the gate refuses what the member sends to this recipient, in every channel.",
    scope: "ingest",
    id: platformId,
    body: stopRequestInput,
    bodyBytes: BODY_BYTES,
    status: 200,
    answer: stopRequestAnswer,
    refusals: ["not_found"],
  },
  "POST /members/{id}/requirements/{requirementId}/fulfilments": {
    summary: "A member met what the gate asked for",
    detail:
      "Under the id of a verdict's `challenge`: it was passed, and messages go through for a while. It is taken in the hour it was set in and the next. Under the id of a `requirements` entry: PUT the member first; `done` says whether what is on record is enough now.",
    scope: "ingest",
    id: platformId,
    innerId: { name: "requirementId", id: z.uuid() },
    body: fulfilmentInput,
    bodyBytes: BODY_BYTES,
    status: 200,
    answer: fulfilmentAnswer,
    refusals: ["not_found"],
  },
  "POST /send-checks": {
    summary: "Ask before delivering a message",
    detail:
      "Records no message, counts nothing, locks nothing. The rules in order: restrictions, who may message whom (E1–E10), how much was sent (D1–D4), what the text says (D15–D19). Every rule that stops the message is a reason; the first decides.",
    scope: "check",
    body: messageInput,
    bodyBytes: BODY_BYTES,
    status: 200,
    answer: sendVerdict,
    refusals: [],
  },
  "POST /messages": {
    summary: "Judge a message, and record it when it is delivered or locked",
    detail:
      "What is refused or challenged is not kept: send it again later. A locked message waits for its recipient under `lockId`. The same id again is answered the same and counted once.",
    scope: "ingest",
    body: messageInput,
    bodyBytes: BODY_BYTES,
    status: 200,
    answer: messageVerdict,
    refusals: ["conflict"],
  },
  "POST /messages/batch": {
    summary: "Record up to 1,000 messages of the past",
    detail: "No verdict. Each message is checked on its own.",
    scope: "ingest",
    body: messageBatchInput,
    item: messageInput,
    bodyBytes: BATCH_BYTES,
    status: 200,
    answer: batchAnswer,
    refusals: [],
  },
  "POST /imports/messages": {
    summary: "Import messages of the past, however many",
    detail:
      "One message a line, as long a stream as you like: nothing has to fit into memory. The answer comes line by line while it is read: refused lines by their number (the first 1,000), how far it has come after each 1,000 lines, and a last line with `done`. The same stream again adds nothing, so after a cut send everything, or the rest.",
    scope: "ingest",
    item: messageInput,
    stream: { lineBytes: BODY_BYTES },
    status: 200,
    answer: messageStreamLine,
    refusals: ["too_many_imports"],
  },
  "GET /locks/{id}": {
    summary: "A message that is held back",
    detail:
      "Why it is held, where it stands, and the links at which its recipient and its sender see it and answer. Nothing of the message itself.",
    scope: "read",
    id: z.uuid(),
    status: 200,
    answer: lockView,
    refusals: ["not_found"],
  },
  "POST /locks/{id}/responses": {
    summary: "What a side says about a held message",
    detail:
      "The recipient accepts, refuses or reports it; either side can say that it was held wrongly, which puts it before a moderator. Deliver the message when the answer says permitted or released. The same response again changes nothing.",
    scope: "ingest",
    id: z.uuid(),
    body: lockResponseInput,
    bodyBytes: BODY_BYTES,
    status: 200,
    answer: lockAnswer,
    refusals: ["not_found", "conflict"],
  },
  "POST /reports": {
    summary: "Report a message or a member",
    detail: "Opens a case or joins the open one. A report never restricts anyone by itself.",
    scope: "ingest",
    body: reportInput,
    bodyBytes: BODY_BYTES,
    status: 201,
    answer: reportAnswer,
    refusals: ["not_found", "conflict"],
  },
  "GET /reports/{id}": {
    summary: "Where a report stands",
    scope: "read",
    id: platformId,
    status: 200,
    answer: reportView,
    refusals: ["not_found"],
  },
  "POST /appeals": {
    summary: "File a member's appeal",
    detail: "A decision is appealed once, within the time the notice says.",
    scope: "appeal",
    body: appealInput,
    bodyBytes: BODY_BYTES,
    needsKey: true,
    status: 201,
    answer: appealAnswer,
    refusals: ["not_found", "appeal_exists", "appeal_window_closed", "nothing_to_appeal"],
  },
  "GET /appeals/{id}": {
    summary: "Where an appeal stands",
    scope: "appeal",
    id: z.uuid(),
    status: 200,
    answer: appealStatusView,
    refusals: ["not_found"],
  },
  "GET /restrictions": {
    summary: "Changes of restrictions, in order",
    scope: "read",
    query: feedQuery,
    status: 200,
    answer: restrictionList,
    refusals: [],
  },
  "GET /decisions": {
    summary: "Decisions, in order",
    scope: "read",
    query: feedQuery,
    status: 200,
    answer: decisionList,
    refusals: [],
  },
} as const satisfies Record<string, Endpoint>;
export type EndpointName = keyof typeof ENDPOINTS;
