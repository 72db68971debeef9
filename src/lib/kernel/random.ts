/** Bytes fetched ahead: one call into the system costs as much as what is made of them. Each is given out once. */
const ahead = new Uint8Array(4_096);
let given = ahead.length;

/** Fills up to 4 096 bytes from the cryptographic source of the platform. */
export function fillRandom(bytes: Uint8Array): void {
  if (given + bytes.length > ahead.length) {
    crypto.getRandomValues(ahead);
    given = 0;
  }
  bytes.set(ahead.subarray(given, given + bytes.length));
  ahead.fill(0, given, given + bytes.length);
  given += bytes.length;
}
