import type { z } from "zod";
import { Badge } from "@/components/ui/badge";
import { ENDPOINTS, type Endpoint, type EndpointName } from "@/lib/contracts/endpoints";
import { MESSAGE_STREAM_PARTS } from "@/lib/contracts/message-stream";
import { codesOf } from "@/lib/contracts/openapi";
import { EXAMPLES, examplePath } from "@/lib/contracts/openapi-examples";
import { fieldRows } from "@/lib/contracts/openapi-fields";
import { PROBLEM_CODES } from "@/lib/contracts/problem-codes";
import { CodeBlock } from "./code-block";
import { FieldTable } from "./field-table";

/** The address of an endpoint on the page. */
export function anchorOf(name: EndpointName): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/-$/, "");
}

function curlOf(name: EndpointName, url: string): string {
  const [method = ""] = name.split(" ");
  const body = EXAMPLES[name];
  const endpoint: Endpoint = ENDPOINTS[name];
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}${url}/api/v1${examplePath(name)} \\`,
    ...(endpoint.needsKey ? ['  -H "Idempotency-Key: $(uuidgen)" \\'] : []),
    `  -H "Authorization: Bearer $LOCKKEEPER_KEY"${body ? " \\" : ""}`,
    ...(body && endpoint.stream
      ? ['  -H "Content-Type: application/x-ndjson" \\', "  -T messages.ndjson"]
      : []),
    ...(body && !endpoint.stream
      ? ['  -H "Content-Type: application/json" \\', `  -d '${JSON.stringify(body, null, 2)}'`]
      : []),
  ].join("\n");
}

function answersOf({ answer, status, stream }: Endpoint): [caption: string, answer: z.ZodType][] {
  if (stream) return Object.entries(MESSAGE_STREAM_PARTS);
  return [[`Answer, ${status}`, answer]];
}

/** One endpoint: what it is for, what it takes and gives, how it refuses, and a command to try. */
export function EndpointArticle({ name, url }: { name: EndpointName; url: string }) {
  const endpoint: Endpoint = ENDPOINTS[name];
  const [method, path] = name.split(" ");
  const codes = codesOf(endpoint).filter((code) => ![401, 500, 503].includes(PROBLEM_CODES[code][0]));
  return (
    <article
      id={anchorOf(name)}
      aria-labelledby={`${anchorOf(name)}-name`}
      className="scroll-mt-6 border-line border-t py-8"
    >
      <h2 id={`${anchorOf(name)}-name`} className="font-semibold text-17 text-ink">
        {endpoint.summary}
      </h2>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <Badge tone="accent">{method}</Badge>
        <code className="mono min-w-0 text-13 wrap-anywhere">/api/v1{path}</code>
        <span className="text-12 text-ink-3">scope {endpoint.scope}</span>
      </p>
      {endpoint.detail ? <p className="mt-3 max-w-180 text-14 text-ink-2">{endpoint.detail}</p> : null}
      <div className="mt-5 grid gap-6">
        {endpoint.query ? <FieldTable caption="Query" rows={fieldRows(endpoint.query, "input")} /> : null}
        {endpoint.body ? <FieldTable caption="Body" rows={fieldRows(endpoint.body, "input")} /> : null}
        {endpoint.item ? (
          <FieldTable
            caption={endpoint.stream ? "Each line" : "Each item"}
            rows={fieldRows(endpoint.item, "input")}
          />
        ) : null}
        {answersOf(endpoint).map(([caption, answer]) => (
          <FieldTable key={caption} caption={caption} rows={fieldRows(answer, "output")} needed="Always" />
        ))}
        <p className="max-w-220 text-13 text-ink-2">
          Refuses with{" "}
          {codes.map((code, place) => (
            <span key={code}>
              {place > 0 ? ", " : ""}
              <a className="link mono text-12" href={`#problem-${code}`}>
                {code}
              </a>{" "}
              ({PROBLEM_CODES[code][0]})
            </span>
          ))}
          .
        </p>
        <CodeBlock label="Try it" text={curlOf(name, url)} />
      </div>
    </article>
  );
}
