import { MemberFrame } from "@/components/notices/member-frame";
import { MemberTitle } from "@/components/shell/member-shell";
import { env } from "@/lib/env";

/** One page for wrong, mistyped, unknown and withdrawn links, so that none can be told from another. */
export default function NotFound() {
  const { platform } = env();
  return (
    <MemberFrame platform={platform}>
      <MemberTitle
        title="This link opens nothing"
        lead={`It may have been cut off. Copy it again from the whole e-mail, or ask at ${platform.contact}.`}
      />
    </MemberFrame>
  );
}
