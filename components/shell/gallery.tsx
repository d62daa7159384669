import {
  Inbox,
  LineChart,
  LogOut,
  Scale,
  ScrollText,
  Settings2,
  ShieldCheck,
  UserCog,
  Users,
} from "lucide-react";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Steps } from "@/components/ui/steps";
import { AuthShell } from "./auth-shell";
import { CommandPalette } from "./command-palette";
import { ConsoleShell } from "./console-shell";
import { KeyFooter } from "./key-footer";
import { KeysDialog } from "./keys-dialog";
import { MemberBlock, MemberColumns, MemberShell, MemberTitle } from "./member-shell";
import { LiveMark, PageBar } from "./page-bar";

const NAV = [
  [
    { href: "/look", label: "Queue", icon: <Inbox />, count: 214 },
    { href: "/accounts", label: "Accounts", icon: <Users /> },
    { href: "/appeals", label: "Appeals", icon: <Scale />, count: 31 },
  ],
  [
    { href: "/analytics", label: "Analytics", icon: <LineChart /> },
    { href: "/policies", label: "Policies", icon: <ScrollText /> },
    { href: "/audit", label: "Audit", icon: <ShieldCheck /> },
  ],
  [
    { href: "/team", label: "Team", icon: <UserCog /> },
    { href: "/settings", label: "Settings", icon: <Settings2 /> },
  ],
];
const KEYS = [
  {
    title: "Everywhere",
    keys: [
      { keys: ["⌘", "K"], label: "Commands" },
      { keys: ["?"], label: "This sheet" },
    ],
  },
  { title: "Queue", keys: [{ keys: ["J"], label: "Next row" }] },
];
const COMMANDS = [
  {
    title: "Go",
    items: [
      { id: "queue", label: "Queue", detail: "214 open", icon: <Inbox />, href: "/look" },
      { id: "analytics", label: "Analytics", icon: <LineChart />, href: "/look?part=charts" },
    ],
  },
];

function ConsoleSample({ slim }: { slim: boolean }) {
  return (
    <ConsoleShell
      nav={NAV}
      slim={slim}
      staff={{ name: "Ines Vale", role: "Moderator · en, de" }}
      signOut={
        <Button variant="ghost" size="sm" aria-label="Sign out">
          <LogOut aria-hidden="true" className="size-4" />
        </Button>
      }
    >
      <PageBar
        title="Queue"
        lead={<LiveMark live>Live · earliest deadline first</LiveMark>}
        actions={
          <Button variant="primary" keys={["N"]}>
            Review next
          </Button>
        }
      />
      <div className="flex-1" />
      <KeyFooter
        left={[
          { keys: ["J", "K"], label: "Move" },
          { keys: ["↵"], label: "Open" },
        ]}
        right={[{ keys: ["?"], label: "All keys" }]}
      />
      <CommandPalette groups={COMMANDS} />
      <KeysDialog groups={KEYS} />
    </ConsoleShell>
  );
}

function MemberSample() {
  return (
    <MemberShell platform={{ name: "Quayside" }} foot={["Case CS-48213", "Community policy, version 41"]}>
      <MemberColumns
        aside={
          <Button variant="primary" size="lg" className="w-full">
            Appeal this decision
          </Button>
        }
      >
        <MemberTitle
          eyebrow="Your messaging, Tuesday 24 November 2026"
          title="You can start up to 10 conversations a day until 20 December"
          lead={
            <p>
              <b className="text-ink">You can still reply to everyone.</b> Nothing else on your account has
              changed.
            </p>
          }
        />
        <MemberBlock title="How it opens again">
          <Steps
            label="10 a day until 20 December, then no limit"
            steps={[
              { at: "24 Nov", label: "10 a day", height: 0.26 },
              { at: "20 Dec", label: "No limit", height: 1 },
            ]}
          />
        </MemberBlock>
      </MemberColumns>
    </MemberShell>
  );
}

/** The frames with little in them: `console`, `slim`, `member` or `auth`. */
export function ShellGallery({ part }: { part: string }) {
  if (part === "member") return <MemberSample />;
  if (part !== "auth") return <ConsoleSample slim={part === "slim"} />;
  return (
    <AuthShell title="Sign in to Quayside" foot="Every sign-in is written to the audit log.">
      <FormField label="E-mail">{(binding) => <Input {...binding} type="email" fieldSize="lg" />}</FormField>
      <Button variant="primary" size="lg" className="mt-5 w-full" keys={["↵"]}>
        Sign in
      </Button>
    </AuthShell>
  );
}
