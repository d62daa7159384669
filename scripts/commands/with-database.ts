import type { Actor } from "@/lib/domain/actor";

/** Opens the installation's database for the time of `work`, and gives its URL. */
export type WithDatabaseUrl = <T>(work: (url: string) => Promise<T>) => Promise<T>;

/** Who acts when somebody at the machine gives a command. */
export const OPERATOR: Actor = { kind: "system", id: "command-line" };
