"use server";

import { publicAction } from "@/lib/auth/action";
import { tokenInput } from "@/lib/contracts/notice";
import { acknowledgeNotice, readNotice } from "@/lib/services/notice";

export const readNoticeAction = publicAction({
  name: "notice.read",
  input: tokenInput,
  run: ({ db }, { token }) => readNotice(db, token),
});

export const acknowledgeNoticeAction = publicAction({
  name: "notice.acknowledge",
  input: tokenInput,
  run: ({ db }, { token }) => acknowledgeNotice(db, token),
});
