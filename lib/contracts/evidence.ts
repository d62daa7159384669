import type { EvidenceContentType } from "@/lib/domain/appeal";

/** A file as its owner and the reviewer see it. */
export type EvidenceView = {
  evidenceId: string;
  fileName: string;
  contentType: string;
  sizeBytes: number;
};

/** Why a file was not taken; `detail` tells the member what would work. */
export type EvidenceRefusal = {
  code:
    | "file_empty"
    | "file_too_large"
    | "file_type_not_allowed"
    | "file_name_invalid"
    | "image_too_large"
    | "too_many_files"
    | "file_already_added"
    | "appeal_exists"
    | "appeal_window_closed"
    | "nothing_to_appeal"
    | "not_found";
  detail: string;
};

/** HTTP status of each refusal. */
export const EVIDENCE_STATUS: Record<EvidenceRefusal["code"], number> = {
  file_empty: 422,
  file_too_large: 413,
  file_type_not_allowed: 415,
  file_name_invalid: 422,
  image_too_large: 422,
  too_many_files: 422,
  file_already_added: 422,
  appeal_exists: 409,
  appeal_window_closed: 409,
  nothing_to_appeal: 409,
  not_found: 404,
};

/** The refusal of a file above `EVIDENCE_MAX_BYTES`. */
export const EVIDENCE_TOO_LARGE: EvidenceRefusal = {
  code: "file_too_large",
  detail: "The file is larger than 10 MB. Send a smaller copy.",
};

/** Name of the header that carries a file's name, percent-encoded UTF-8. */
export const FILE_NAME_HEADER = "x-file-name";

/** What the file field offers to choose from. */
export const EVIDENCE_ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp,application/pdf,image/png,image/jpeg,image/webp";

/** Endings of each kind of file. */
export const EVIDENCE_EXTENSIONS: Record<EvidenceContentType, readonly string[]> = {
  "image/jpeg": ["jpg", "jpeg"],
  "image/png": ["png"],
  "image/webp": ["webp"],
  "application/pdf": ["pdf"],
};
