import { CredentialsSignin } from "next-auth";
import type { SignInRefusal } from "@/lib/services/session";

/** Carries a refusal through next-auth; `code` is all that may reach a URL. */
export class SignInRefused extends CredentialsSignin {
  constructor(readonly refusal: SignInRefusal) {
    super();
    this.code = refusal.code;
  }
}
