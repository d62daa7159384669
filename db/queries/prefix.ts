/**
 * The condition that a text column begins with a text, as a range that a `text_pattern_ops` index answers under a generic
 * plan too. Both are SQL; the upper bound is the last character there is.
 */
export function startsWith(column: string, text: string): string {
  return `(${column} ~>=~ ${text} and ${column} ~<~ (${text} || chr(1114111)))`;
}
