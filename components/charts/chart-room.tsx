/** Keeps the room of a chart whose drawing has not arrived, so that nothing moves. */
export function ChartRoom({ height }: { height: number }) {
  return <div aria-hidden="true" style={{ height }} />;
}
