/**
 * The condition that a text column begins with a text, as a range that a `text_pattern_ops` index answers under a generic
 * plan too. Both are SQL; the upper bound is the last character there is.
 */
export function startsWith(column: string, text: string): string {
  return `(${column} ~>=~ ${text} and ${column} ~<~ (${text} || chr(1114111)))`;
}

/**
 * The condition that a word of a name begins with a text, whatever its case: "zel" finds Tamsin Zeller. Both are SQL; a
 * trigram index on `wordsOf` the column answers it. Wildcards in the text are text.
 */
export function hasWord(column: string, text: string): string {
  const escaped = `replace(replace(replace(lower(${text}), '\\', '\\\\'), '%', '\\%'), '_', '\\_')`;
  return `((' ' || lower(${column})) like ('% ' || ${escaped} || '%'))`;
}
