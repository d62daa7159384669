import type { Metadata } from "next";
import { OutboxView } from "@/components/outbox/outbox-view";
import { page } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { pageEmails, viewEmail } from "@/lib/services/email";

export const metadata: Metadata = { title: "Outbox" };

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export default page("outbox.view", async ({ db, searchParams }) => {
  const { email, after } = searchParams;
  const cursor = typeof after === "string" ? after : null;
  const [list, chosen] = await Promise.all([
    pageEmails(db, cursor),
    typeof email === "string" && UUID.test(email) ? viewEmail(db, email) : null,
  ]);
  return <OutboxView list={list} chosen={chosen} cursor={cursor} hasMailServer={env().smtp !== null} />;
});
