import { cn } from "@/components/ui/cn";
import type { NoticeCell, NoticeRow } from "@/lib/domain/notice-text";

const DOT: Record<NoticeCell["standing"], string> = {
  open: "bg-ok-solid",
  limited:
    "bg-[linear-gradient(to_top,var(--accent-fill)_50%,transparent_50%)] shadow-[inset_0_0_0_1.5px_var(--accent-fill)]",
  closed: "bg-accent-fill",
};

function Cell({ cell, dotted }: { cell: NoticeCell; dotted: boolean }) {
  return (
    <>
      {dotted ? (
        <span
          aria-hidden="true"
          className={cn("mr-2 inline-block size-2.25 rounded-full", DOT[cell.standing])}
        />
      ) : null}
      {cell.text}
    </>
  );
}

/** Channel by channel: may I start, may I reply. */
export function NoticeChannels({ rows, compact }: { rows: readonly NoticeRow[]; compact: boolean }) {
  const head = cn(
    "border-line-strong border-b text-left font-normal text-ink-3",
    compact ? "pb-1 text-11" : "pb-2 text-14",
  );
  const cell = cn("border-line border-b align-top", compact ? "py-1" : "py-2.75");
  const next = compact ? "pl-2.5" : "pl-3 sm:pl-5";
  return (
    <table
      className={cn(
        "num mt-1 w-full border-collapse",
        compact ? "text-12" : "text-15 sm:text-[16px] sm:leading-6",
      )}
    >
      <caption className="sr-only">What you can do now, by channel</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            Where
          </th>
          <th scope="col" className={cn(head, next)}>
            Start a conversation
          </th>
          <th scope="col" className={cn(head, next)}>
            Reply
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.channel}>
            <th scope="row" className={cn(cell, "text-left font-medium")}>
              {row.label}
            </th>
            <td className={cn(cell, next)}>
              <Cell cell={row.start} dotted />
            </td>
            <td className={cn(cell, next)}>
              <Cell cell={row.reply} dotted={row.reply.standing !== "open"} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
