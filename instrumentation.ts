/** Starts what runs beside the pages: the worker and the sealer. Ends them, and every open stream, on SIGTERM. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || !process.env.DATABASE_URL) return;
  const { startServerWork } = await import("@/lib/jobs/server-work");
  await startServerWork();
}
