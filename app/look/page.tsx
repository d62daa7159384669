import { notFound } from "next/navigation";
import { ChartGallery } from "@/components/charts/gallery";
import { ShellGallery } from "@/components/shell/gallery";
import { Gallery } from "@/components/ui/gallery";

/** The living gallery: only where LOCKKEEPER_GALLERY is 1, for development and the checks of look and access. */
export default async function LookPage({ searchParams }: { searchParams: Promise<{ part?: string }> }) {
  if (process.env.LOCKKEEPER_GALLERY !== "1") notFound();
  const { part } = await searchParams;
  switch (part) {
    case undefined:
      return <Gallery theme="parts" />;
    case "charts":
      return <ChartGallery />;
    default:
      return <ShellGallery part={part} />;
  }
}
