/** Whether a key belongs to a field or to an open dialog, so that single keys have to rest. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.closest("[role=dialog],[role=menu],[role=listbox]")) return true;
  return target.matches("input:not([type=radio]):not([type=checkbox]),textarea,select");
}
