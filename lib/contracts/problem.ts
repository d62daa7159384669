import { z } from "zod";

/** One field's fault: where, a stable code, and what to do. */
export const fieldProblem = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof fieldProblem>;

/** RFC 9457, as every endpoint answers an error. Never holds the input, SQL or a stack. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(fieldProblem).optional(),
  requestId: z.string(),
});
export type ProblemBody = z.infer<typeof problemBody>;

const TITLES: Record<number, string> = {
  400: "Malformed request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not acceptable as sent",
  428: "Precondition required",
  429: "Too many requests",
  500: "Fault",
  503: "Not available now",
};

/** Makes an error response; `code` is stable, `detail` says what to do. */
export function problem(
  status: number,
  code: string,
  detail: string,
  options: { requestId: string; errors?: FieldProblem[]; headers?: Record<string, string> },
): Response {
  const body: ProblemBody = {
    type: `https://lockkeeper.dev/problems/${code}`,
    title: TITLES[status] ?? "Error",
    status,
    code,
    detail,
    ...(options.errors ? { errors: options.errors } : {}),
    requestId: options.requestId,
  };
  return Response.json(body, {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      "X-Request-Id": options.requestId,
      ...options.headers,
    },
  });
}
