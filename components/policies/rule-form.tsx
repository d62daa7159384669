import type { PolicyRule } from "@/lib/domain/policy-field";
import { fieldAt } from "@/lib/domain/policy-fields";
import { policyWords } from "@/lib/domain/policy-words";
import { PolicyFieldRow } from "./policy-field-row";
import type { PolicyPen } from "./policy-pen";

/** A rule as a member reads it with the figures that are being written. */
function MemberWords({ rule, pen }: { rule: PolicyRule; pen: PolicyPen }) {
  const words = policyWords(rule.id, pen.policy);
  if (!words) return null;
  return (
    <div className="rounded-md bg-quiet px-3.5 py-3">
      <p className="mb-1.5 text-12 text-ink-2">As a member will read it</p>
      <p className="text-15 text-pretty">
        “
        {words.map(({ text, isFigure }, nth) =>
          isFigure ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence, in order
            <b key={nth} className="num font-semibold text-accent">
              {text}
            </b>
          ) : (
            text
          ),
        )}
        ”
      </p>
    </div>
  );
}

/** The form of one rule: its own fields, then those of other rules it is measured with. */
export function RuleForm({ rule, pen, live }: { rule: PolicyRule; pen: PolicyPen; live: string }) {
  return (
    <section
      aria-labelledby="rule-name"
      className="grid gap-x-10 gap-y-5 border-line border-b px-7 py-5 max-md:px-4 xl:grid-cols-[minmax(0,1fr)_336px]"
    >
      <div className="min-w-0">
        <div className="mb-2 flex items-baseline gap-2">
          {rule.code ? <span className="mono text-ink-3">{rule.code}</span> : null}
          <h2 id="rule-name" className="text-15">
            {rule.name}
          </h2>
        </div>
        <p className="mb-2 max-w-[62ch] text-pretty text-ink-2">{rule.effect}</p>
        {rule.fields.map((field) => (
          <PolicyFieldRow key={field.path} field={field} pen={pen} />
        ))}
        {rule.related.map((path) => (
          <PolicyFieldRow key={path} field={fieldAt(path)} pen={pen} isRelated />
        ))}
      </div>
      <div>
        <MemberWords rule={rule} pen={pen} />
        <p className="mt-2.5 text-12 text-pretty text-ink-3">
          {rule.code ? `Source row ${rule.code}, ${rule.source}. ` : `Source: ${rule.source}. `}
          {live}
        </p>
      </div>
    </section>
  );
}
