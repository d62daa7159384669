/** Why an action did not run; the same codes for every action. */
export type ActionRefusal =
  | { code: "unauthenticated" }
  | { code: "forbidden" }
  | { code: "invalid_field"; errors: { path: string; message: string }[] }
  | { code: "unavailable"; reference: string };
