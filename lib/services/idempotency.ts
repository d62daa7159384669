import type { Operation } from "./run-operation";

/** Extra work in the transaction of a service: first thing, and last thing with the answer. */
export type Alongside<T> = {
  /** Names the intent; services whose input has a natural id make their own. */
  operationId?: string;
  /** Runs before anything is read; may throw to stop the operation. */
  first?: (op: Operation) => Promise<void>;
  alongside?: (op: Operation, answer: T) => Promise<void>;
};
