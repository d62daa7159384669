import { readdirSync, readFileSync } from "node:fs";
import { onServer } from "./message-platform";

/** Clock ticks of /proc a second; the same on every Linux machine. */
const TICKS = 100;

/** The fields of /proc/<pid>/stat behind the name, which may hold spaces; null when the process is gone. */
function statOf(pid: string | number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function secondsOf(stat: string[] | null): number {
  return stat ? (Number(stat[11]) + Number(stat[12])) / TICKS : 0;
}

/** Processor seconds that a process and its group have used so far. Linux only: 0 elsewhere. */
export function groupSeconds(leader: number): number {
  const pids = statOf(leader) ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  return pids.reduce((sum, pid) => {
    const stat = statOf(pid);
    return Number(stat?.[2]) === leader ? sum + secondsOf(stat) : sum;
  }, 0);
}

/** Processor seconds that the sessions of a database on this machine have used so far. Linux only: 0 elsewhere. */
export async function sessionSeconds(url: string): Promise<number> {
  const { rows } = await onServer(url, (client) =>
    client.query<{ pid: number }>("select pid from pg_stat_activity where datname = current_database()"),
  );
  return rows.reduce((sum, { pid }) => sum + secondsOf(statOf(pid)), 0);
}
