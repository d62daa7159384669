"use client";

import { useEffect, useRef } from "react";
import { Banner } from "./banner";

export type FormError = { id: string; message: string };

/** What a form still needs, each leading to its field. Takes the focus when it appears or changes. */
export function FormErrors({ title, errors }: { title?: string | undefined; errors: readonly FormError[] }) {
  const box = useRef<HTMLDivElement>(null);
  const key = errors.map((error) => `${error.id}:${error.message}`).join("|");
  useEffect(() => {
    if (key) box.current?.focus();
  }, [key]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert">
      <Banner
        tone="crit"
        title={
          title ??
          (errors.length === 1 ? "One thing to fill in first" : `${errors.length} things to fill in first`)
        }
      >
        <ul>
          {errors.map((error) => (
            <li key={error.id}>
              <a
                className="link"
                href={`#${error.id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(error.id)?.focus();
                }}
              >
                {error.message}
              </a>
            </li>
          ))}
        </ul>
      </Banner>
    </div>
  );
}
