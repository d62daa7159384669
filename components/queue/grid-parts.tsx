import type { ComponentProps } from "react";

// Rows stand at places of their own in a list of which only the part in sight exists: a table element cannot do that.
// Everything inside is reached through the grid's one tab stop.

/** A virtual grid: scrolls, and is one tab stop. */
export function GridFrame(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="grid" tabIndex={0} />;
}

/** A row of a virtual grid. */
export function GridRow(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="row" tabIndex={-1} />;
}

/** A cell of a virtual grid. */
export function GridCell(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="gridcell" tabIndex={-1} />;
}

/** The head of a column of a virtual grid. */
export function GridHead(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="columnheader" tabIndex={-1} />;
}

/** The rows of a virtual grid under its head. */
export function GridBody(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="rowgroup" />;
}
