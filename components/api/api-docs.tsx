import { Mark } from "@/components/ui/mark";
import { ENDPOINTS, type EndpointName } from "@/lib/contracts/endpoints";
import { CodeBlock } from "./code-block";
import { anchorOf, EndpointArticle } from "./endpoint-article";
import { ProblemTable } from "./problem-table";

const names = Object.keys(ENDPOINTS) as EndpointName[];

/** The platform's API as a page, from the same contracts that check the requests. */
export function ApiDocs({ url }: { url: string }) {
  return (
    <div className="mx-auto grid max-w-320 gap-x-12 px-8 py-10 max-md:px-4 lg:grid-cols-[220px_minmax(0,1fr)]">
      <nav
        aria-label="Endpoints"
        className="max-lg:mb-8 lg:sticky lg:top-10 lg:max-h-[calc(100vh-5rem)] lg:self-start lg:overflow-y-auto"
      >
        <p className="flex items-center gap-2 font-semibold text-15">
          <Mark className="size-5" /> Lockkeeper API
        </p>
        <ul className="mt-4 grid gap-0.5 text-13">
          {names.map((name) => (
            <li key={name}>
              <a
                className="block rounded-sm px-2 py-1 text-ink-2 hover:bg-hover hover:text-ink"
                href={`#${anchorOf(name)}`}
              >
                {ENDPOINTS[name].summary}
              </a>
            </li>
          ))}
          <li>
            <a className="block rounded-sm px-2 py-1 text-ink-2 hover:bg-hover hover:text-ink" href="#errors">
              Errors
            </a>
          </li>
        </ul>
      </nav>
      <main className="min-w-0">
        <h1 className="font-semibold text-26">Platform API, version 1</h1>
        <div className="mt-3 mb-8 grid max-w-180 gap-3 text-14 text-ink-2">
          <p>
            Tell Lockkeeper your members, messages and reports; ask before you deliver; learn what is limited.
            JSON in UTF-8, instants in RFC 3339. Unknown fields are refused, so that a slip of the pen is
            found at once.
          </p>
          <p>
            Every request carries a key: <code className="mono text-13">Authorization: Bearer lk_…</code>.
            Every POST takes an <code className="mono text-13">Idempotency-Key</code>: the same key and body
            are answered the same and take effect once. The ids of members, messages and reports are yours,
            and safe to send again.
          </p>
          <p>
            The same as a machine reads it:{" "}
            <a className="link" href="/api/openapi.json">
              OpenAPI 3.1
            </a>
            .
          </p>
        </div>
        <div className="mb-8">
          <CodeBlock
            label="Make a key"
            text="npm run --silent lockkeeper -- api-key create --name dev --scopes ingest,check,read,appeal"
          />
        </div>
        {names.map((name) => (
          <EndpointArticle key={name} name={name} url={url} />
        ))}
        <section id="errors" aria-labelledby="errors-name" className="scroll-mt-6 border-line border-t py-8">
          <h2 id="errors-name" className="mb-4 font-semibold text-17 text-ink">
            Errors
          </h2>
          <ProblemTable />
        </section>
      </main>
    </div>
  );
}
