import { createServer, connect as dial, type Socket } from "node:net";

/** Where a connection is cut: with the COMMIT still unsent, or with its answer on the way back. */
export type Cut = "before_commit" | "after_commit";

/** Stands between the application and Postgres and cuts the next COMMIT where it is told to. */
export interface CutProxy {
  /** The database's URL, through here. */
  url: string;
  /** Cuts the next COMMIT that passes; the one after it goes through. */
  cutNext(cut: Cut): void;
  /** Cuts made so far. */
  cuts: number;
  close(): Promise<void>;
}

const COMMIT_MESSAGE = Buffer.from("Q\0\0\0\x0bcommit\0");
const COMMIT_TAG = Buffer.from("COMMIT\0");

/** Starts a proxy on a free loopback port in front of the server of `url`. */
export async function startCutProxy(url: string): Promise<CutProxy> {
  const target = new URL(url);
  const open = new Set<Socket>();
  let planned: Cut | null = null;
  const proxy: CutProxy = {
    url: "",
    cuts: 0,
    cutNext: (cut) => {
      planned = cut;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = dial({ host: target.hostname, port: Number(target.port || 5432), noDelay: true });
    let isAnswerUnwanted = false;
    const cut = () => {
      proxy.cuts++;
      client.resetAndDestroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (chunk: Buffer) => {
      const at = planned ? chunk.indexOf(COMMIT_MESSAGE) : -1;
      if (at < 0) return void upstream.write(chunk);
      const before = planned === "before_commit";
      planned = null;
      // Everything but the COMMIT reaches the server, or everything does and its answer is lost.
      if (before) upstream.write(chunk.subarray(0, at), cut);
      else {
        isAnswerUnwanted = true;
        upstream.write(chunk);
      }
    });
    upstream.on("data", (chunk: Buffer) => {
      if (isAnswerUnwanted && chunk.includes(COMMIT_TAG)) cut();
      else client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String(address.port);
  proxy.url = through.href;
  return proxy;
}
