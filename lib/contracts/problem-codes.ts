/** Every code of an error, its status, and what it means for the client. */
export const PROBLEM_CODES = {
  malformed_json: [
    400,
    "The body is not one JSON object in plain UTF-8, repeats a name, or nests too deeply.",
  ],
  unauthenticated: [401, "No key, or one that is not in use."],
  forbidden: [403, "The key lacks the endpoint's scope."],
  not_found: [404, "Nothing is on record under this id, or at this address."],
  method_not_allowed: [405, "The address takes other methods: see `Allow`."],
  conflict: [409, "The id is on record with another content."],
  idempotency_in_progress: [
    409,
    "The first request with this Idempotency-Key still runs: see `Retry-After`.",
  ],
  appeal_exists: [409, "The decision was appealed already."],
  appeal_window_closed: [409, "The time to appeal is over."],
  nothing_to_appeal: [409, "The restriction follows from an appeal's answer."],
  too_large: [413, "The body is longer than the endpoint takes."],
  unsupported_media_type: [
    415,
    "Send application/json (an import: application/x-ndjson) in UTF-8, not compressed.",
  ],
  invalid_field: [422, "A field or parameter is missing, of the wrong kind or out of range: see `errors`."],
  unknown_field: [422, "A field or parameter is not one of this endpoint: see `errors`."],
  unsupported_character: [
    422,
    "A text holds U+0000, a lone surrogate or a noncharacter, or an id is not in NFC.",
  ],
  empty_after_normalisation: [422, "A text holds nothing that can be read."],
  idempotency_key_reuse: [422, "The Idempotency-Key came with another request."],
  idempotency_key_required: [428, "The endpoint needs an Idempotency-Key."],
  too_many_imports: [503, "As many imports as this server takes are running: see `Retry-After`."],
  fault: [500, "A fault on our side; nothing was stored. Tell us the `requestId`."],
  unavailable: [503, "The database does not answer, or the server is ending: see `Retry-After`."],
} as const satisfies Record<string, readonly [status: number, meaning: string]>;
export type ProblemCode = keyof typeof PROBLEM_CODES;
