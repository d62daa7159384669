// Unpacks the Chromium that comes from npm into the folder given by TMPDIR, where the package puts it, and prints the
// program's path. A process of its own, because the package reads TMPDIR once and changes the environment.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";

const libraries = fileURLToPath(new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium")));
const [program] = await Promise.all([chromium.executablePath(), inflate(libraries)]);
process.stdout.write(join(program));
