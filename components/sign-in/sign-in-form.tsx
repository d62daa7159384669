"use client";

import { Eye, EyeOff } from "lucide-react";
import { useRef, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { signInAction } from "@/lib/actions/session";

type Trouble = { title: string; detail: string };
type Answer = Extract<Awaited<ReturnType<typeof signInAction>>, { ok: false }>["error"];

function troubleOf(error: Answer): Trouble {
  switch (error.code) {
    case "wrong_credentials":
      return { title: "E-mail and password do not fit.", detail: "Check both, and try again." };
    case "too_many_attempts":
      return {
        title: "Too many attempts.",
        detail: `Wait ${Math.ceil(error.retryAfterSeconds / 60)} minutes. If it was not you, tell your admin.`,
      };
    case "unavailable":
      return {
        title: "Signing in does not work right now.",
        detail: `Try again. Reference ${error.reference}.`,
      };
    default:
      return { title: "This could not be sent.", detail: "Fill in both fields, and try again." };
  }
}

/** E-mail and password. What was typed stays when it fails. */
export function SignInForm({ returnTo }: { returnTo?: string | undefined }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const [isShown, setIsShown] = useState(false);
  const [isPending, startTransition] = useTransition();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  function submit() {
    const values = { email: email.current?.value.trim() ?? "", password: password.current?.value ?? "" };
    const found = {
      ...(values.email ? {} : { email: "Write your e-mail address." }),
      ...(values.password ? {} : { password: "Write your password." }),
    };
    setMissing(found);
    if (found.email) return email.current?.focus();
    if (found.password) return password.current?.focus();
    startTransition(async () => {
      const answer = await signInAction({ ...values, ...(returnTo ? { returnTo } : {}) });
      // A whole load, so that nothing of an earlier person stays in memory.
      if (answer.ok) return window.location.assign(answer.value.to);
      setTrouble(troubleOf(answer.error));
      // Somebody who is retyping the address already is left alone.
      if (document.activeElement !== email.current) password.current?.focus();
    });
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {trouble ? (
        <Banner tone="crit" title={trouble.title} live>
          {trouble.detail}
        </Banner>
      ) : null}
      <FormField label="E-mail" error={missing.email}>
        {(binding) => (
          <Input {...binding} ref={email} fieldSize="lg" type="email" autoComplete="username" name="email" />
        )}
      </FormField>
      <FormField label="Password" error={missing.password}>
        {(binding) => (
          <Input
            {...binding}
            ref={password}
            fieldSize="lg"
            type={isShown ? "text" : "password"}
            autoComplete="current-password"
            name="password"
            trailing={
              <button
                type="button"
                className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover"
                aria-label={isShown ? "Hide the password" : "Show the password"}
                onClick={() => setIsShown(!isShown)}
              >
                {isShown ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
              </button>
            }
          />
        )}
      </FormField>
      <Button variant="primary" size="lg" type="submit" pending={isPending} keys={["↵"]}>
        Sign in
      </Button>
    </form>
  );
}
