"use server";

import { z } from "zod";
import { action, publicAction } from "@/lib/auth/action";
import { signIn, signOut } from "@/lib/auth/auth";
import { SignInRefused } from "@/lib/auth/sign-in-refused";
import { safeReturnTo, signInInput } from "@/lib/contracts/session";
import { ok, refuse } from "@/lib/domain/result";
import { signOut as endSession } from "@/lib/services/session";

export const signInAction = publicAction({
  name: "session.sign_in",
  input: signInInput,
  run: async (_context, { email, password, returnTo }) => {
    try {
      await signIn("credentials", { email, password, redirect: false });
      return ok({ to: safeReturnTo(returnTo) });
    } catch (error) {
      if (error instanceof SignInRefused) return refuse(error.refusal);
      throw error;
    }
  },
});

export const signOutAction = action({
  name: "session.sign_out",
  permission: "self",
  input: z.undefined(),
  run: async ({ actor, db, session }) => {
    await endSession(db, actor, session.sessionId);
    await signOut({ redirect: false });
    return ok({ to: "/sign-in" });
  },
});
