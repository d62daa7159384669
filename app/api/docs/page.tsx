import type { Metadata } from "next";
import { ApiDocs } from "@/components/api/api-docs";
import { publicPage } from "@/lib/auth/page";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Platform API" };

export default publicPage(() => <ApiDocs url={env().url} />);
