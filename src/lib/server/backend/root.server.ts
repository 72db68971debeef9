import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of migrations of this checkout: above this file, which lies in src/ or bundled in build/. */
export function migrationsFolder(): string {
  const wanted = join('supabase', 'migrations');
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, wanted);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return join(process.cwd(), wanted);
  }
}
