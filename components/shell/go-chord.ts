import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { isTyping } from "./typing";

/** How long G waits for the second key, ms. */
const CHORD_MS = 1500;

/** G and a letter go to a place. Heard before the page's own keys, so that the letter means the place and nothing else. */
export function useGoChord(places: readonly { href: string; keys?: readonly string[] }[]): void {
  const router = useRouter();
  const armedAt = useRef(Number.NEGATIVE_INFINITY);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return;
    const key = event.key.toUpperCase();
    const isArmed = performance.now() - armedAt.current < CHORD_MS;
    armedAt.current = key === "G" ? performance.now() : Number.NEGATIVE_INFINITY;
    const place = isArmed ? places.find((one) => one.keys?.[1] === key) : undefined;
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    router.push(place.href);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen, true);
    return () => document.removeEventListener("keydown", listen, true);
  }, []);
}
