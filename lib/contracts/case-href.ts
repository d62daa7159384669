/** Where a case is read and decided, by its reference: appeals have a page of their own. */
export function caseHref(reference: string): string {
  return `/${reference.startsWith("AP-") ? "appeals" : "cases"}/${encodeURIComponent(reference)}`;
}
