import { apiRoute } from "@/lib/auth/api-route";

export const GET = apiRoute.nowhere();
export const POST = apiRoute.nowhere();
export const PUT = apiRoute.nowhere();
export const PATCH = apiRoute.nowhere();
export const DELETE = apiRoute.nowhere();
