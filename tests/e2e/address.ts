/** Two cores is what a reviewer's machine may have. */
export const WORKERS = 2;

const FIRST = Number(process.env['E2E_PORT'] ?? 4173);

/** Each worker has a program of its own, so that no spec sees what another does at the same time. */
export function portOf(worker: number): number {
  return FIRST + worker;
}

export function addressOf(worker: number): string {
  return `http://127.0.0.1:${portOf(worker)}`;
}
