import type { Memory } from "../../lib/domain/observer";
import { stateRowsOf } from "../queries/sending-state";

/** The rows in which the database keeps what the detectors remember. */
export function memoryRows(memory: Memory) {
  const { sendCounters: counters, senderStates: senders, counterparts, conversations } = stateRowsOf(memory);
  return { counters, senders, counterparts, conversations };
}
