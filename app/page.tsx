import { redirect } from "next/navigation";
import { page } from "@/lib/auth/page";

export default page("queue.view", () => redirect("/queue"));
