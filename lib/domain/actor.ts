import type { Role } from "./permission";

/** Who does something: a person of the staff, a platform through its API key, a member by their link, or the system itself. */
export type Actor =
  | { kind: "staff"; id: string; role: Role; name: string }
  | { kind: "api_key"; id: string }
  | { kind: "member"; id: string }
  | { kind: "system"; id: string };

/** A person of the staff, as actor of an operation. */
export type StaffActor = Extract<Actor, { kind: "staff" }>;
