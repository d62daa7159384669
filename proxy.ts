import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";

const isDevelopment = process.env.NODE_ENV === "development";

/** The sheet sonner 2.0.8 puts in by script, first empty, then filled; `components/ui/toast-style.test.ts` keeps it true. */
const TOAST_STYLE = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
].join(" ");

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}' ${TOAST_STYLE}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Gives each page its Content-Security-Policy and sends people without a session cookie to sign-in. Comfort only: who may
 * see what is decided again in every page, action and route.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const isOpen = /^\/(sign-in|notice|appeal|standing|receipt|locked|look|api\/docs)(\/|$)/.test(pathname);
  const hasCookie = request.cookies.getAll().some((cookie) => cookie.name.includes("authjs.session-token"));
  if (!isOpen && !hasCookie) {
    const target = new URL("/sign-in", request.url);
    if (pathname !== "/") target.searchParams.set("returnTo", pathname + search);
    return NextResponse.redirect(target);
  }
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

export const config = {
  // Everything but the build's own files and the API, which serves no markup beside its docs.
  matcher: ["/((?!_next/static|api/(?!docs$)|icon.svg|apple-icon.png|favicon.ico).*)"],
};
