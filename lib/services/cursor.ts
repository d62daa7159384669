import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

function signature(feed: string, text: string): string {
  return createHmac("sha256", env().secret).update(`cursor:${feed}:${text}`).digest("base64url").slice(0, 22);
}

/** Seals a place in a feed: opaque to the client, useless in another feed, and refused when it was changed. */
export function sealCursor(feed: string, place: { at: Date; place: string }): string {
  const text = Buffer.from(`${place.at.getTime()} ${place.place}`).toString("base64url");
  return `${text}.${signature(feed, text)}`;
}

/** Opens a cursor; null when it was not made here for this feed. */
export function openCursor(feed: string, cursor: string): { at: Date; place: string } | null {
  const [text = "", given = "", ...rest] = cursor.split(".");
  const expected = signature(feed, text);
  if (rest.length > 0 || given.length !== expected.length) return null;
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
  const [, time = "", place = ""] = /^(-?\d+) (.*)$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  return { at: new Date(Number(time)), place };
}
