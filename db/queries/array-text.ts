/**
 * A Postgres array as text, for parameters of many thousand values: several times faster than the driver's own way of
 * writing one. Null is NULL.
 */
export function arrayText(values: readonly (string | number | boolean | null)[]): string {
  let text = "{";
  for (const value of values) {
    if (text.length > 1) text += ",";
    if (typeof value !== "string") text += value === null ? "NULL" : value;
    else text += `"${/["\\]/.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;
  }
  return `${text}}`;
}
