import type pg from "pg";
import { postgresError } from "./postgres-error";

/** A statement by name (prepared once per connection), or plain text. */
export type Statement = { name: string; text: string; values: unknown[] } | string;

/**
 * Sends statements in one go where the connection pipelines, else one after the other. Waits for every answer, then
 * throws the first error: none is left unheard on the wire.
 */
export async function send(client: pg.PoolClient, statements: Statement[]): Promise<pg.QueryResult[]> {
  const answers: pg.QueryResult[] = [];
  if (!client.pipeline) {
    for (const statement of statements) answers.push(await client.query(statement));
    return answers;
  }
  for (const one of await Promise.allSettled(statements.map((statement) => client.query(statement)))) {
    if (one.status === "rejected") throw one.reason;
    answers.push(one.value);
  }
  return answers;
}

/** The connection as the body may use it: closed when the body has returned, so that what it left running cannot write. */
export type Wire = Pick<pg.PoolClient, "query"> & {
  close(): void;
  /**
   * What really went wrong. Behind a failed statement every other one of the transaction fails too ("is aborted"), and
   * of several sent together any may be the first that the body hears of.
   */
  rootOf(thrown: unknown): unknown;
};

const IS_ABORTED = "25P02";
const IS_OVER = "the operation is over: await every statement of its body";

/** Opens the wire of one operation; closed, it throws on every statement. */
export function openWire(client: pg.PoolClient): Wire {
  let isOpen = true;
  let failure: unknown;
  // Without a pipeline the next statement leaves when the one before is answered; the driver is to have one at a time.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (ask: () => Promise<unknown>): Promise<unknown> => {
    const answer = last.then(() => {
      if (!isOpen) throw new Error(IS_OVER);
      return ask();
    });
    last = answer.catch(() => {});
    return answer;
  };
  // `query` has a dozen overloads; the arguments go through as they come.
  const query = ((...statement: [string]) => {
    if (!isOpen) throw new Error(IS_OVER);
    const ask = (): Promise<unknown> => Promise.resolve(client.query(...statement));
    const answer = client.pipeline ? ask() : inTurn(ask);
    answer.catch((error: unknown) => {
      if (postgresError(error)?.code !== IS_ABORTED) failure = error;
    });
    return answer;
  }) as pg.PoolClient["query"];
  return {
    query,
    close: () => {
      isOpen = false;
    },
    rootOf: (thrown) => (postgresError(thrown)?.code === IS_ABORTED ? (failure ?? thrown) : thrown),
  };
}
