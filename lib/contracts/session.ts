import { z } from "zod";

/** The sign-in form. The password's byte limit keeps a megabyte from being hashed. */
export const signInInput = z.strictObject({
  email: z
    .string()
    .trim()
    .min(1, "Write your e-mail address.")
    .max(254, "An e-mail address has at most 254 characters."),
  password: z.string().min(1, "Write your password.").max(1024, "A password has at most 1,024 characters."),
  returnTo: z.string().max(500).optional(),
});

/** A host no request has: what stays on it is a path of this console. */
const HERE = "http://lockkeeper.invalid";

/** Where to go after sign-in: a path of this console, never another host. */
export function safeReturnTo(path: string | undefined): string {
  if (!path?.startsWith("/") || !URL.canParse(path, HERE)) return "/queue";
  const target = new URL(path, HERE);
  const isHere =
    target.origin === HERE && !target.pathname.startsWith("//") && target.pathname !== "/sign-in";
  return isHere ? `${target.pathname}${target.search}` : "/queue";
}
