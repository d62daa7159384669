import type { ReactNode } from "react";
import { MemberShell } from "@/components/shell/member-shell";

/** The platform's frame around what a member's link opens. */
export function MemberFrame({
  platform,
  caseReference,
  policyVersion,
  children,
}: {
  platform: { name: string; contact: string };
  caseReference?: string;
  policyVersion?: number;
  children: ReactNode;
}) {
  const foot = [
    ...(caseReference ? [`Case ${caseReference}`] : []),
    ...(policyVersion ? [`Community policy, version ${policyVersion}`] : []),
    `Questions: ${platform.contact}`,
    "All times are UTC",
  ];
  return (
    <MemberShell platform={{ name: platform.name }} foot={foot}>
      {children}
    </MemberShell>
  );
}
