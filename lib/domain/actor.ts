import type { Role } from "./permission";

/** Who does something: a person of the staff, a platform through its API key, a member by their link, or the system itself. */
export type Actor =
  | { kind: "staff"; id: string; role: Role; name: string }
  | { kind: "api_key"; id: string }
  | { kind: "member"; id: string }
  | { kind: "system"; id: string };

export const ACTOR_KINDS = ["staff", "api_key", "member", "system"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];
