/** The device's clock as an ISO instant. */
export function nowIso(): string {
  return new Date().toISOString();
}
