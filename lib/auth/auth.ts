import "server-only";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { getDb } from "@/db";
import { env } from "@/lib/env";
import { signIn as openSession } from "@/lib/services/session";
import { clientAddress } from "./client-address";
import { SignInRefused } from "./sign-in-refused";

/**
 * next-auth, used only here and without addresses of its own. Its token is a pointer to our session row and nothing more: who a person is, and what they
 * may do, is read from the database at every request (`session.ts`).
 */
export const { auth, signIn, signOut } = NextAuth(() => ({
  secret: env().secret,
  trustHost: true,
  pages: { signIn: "/sign-in", error: "/sign-in" },
  session: { strategy: "jwt", maxAge: 12 * 3600 },
  logger: { error: () => {}, warn: () => {}, debug: () => {} },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: async (credentials, request) => {
        const opened = await openSession(getDb(), {
          email: String(credentials.email ?? ""),
          password: String(credentials.password ?? ""),
          address: clientAddress(request.headers),
          userAgent: request.headers.get("user-agent"),
        });
        if (!opened.ok) throw new SignInRefused(opened.error);
        return { id: opened.value.sessionId };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user?.id ? { sub: user.id } : { sub: token.sub ?? "" }),
    session: ({ session, token }) => ({
      ...session,
      user: { id: token.sub ?? "", email: "", emailVerified: null },
    }),
  },
}));
