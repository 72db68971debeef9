/** Archives as somebody may make them: what their directory says need not be true. */
interface Entry {
  name: string;
  /** Bytes it is said to take, and to become. */
  packed?: number;
  unpacked?: number;
  locked?: boolean;
}

/** An archive whose entries hold nothing but what is said of them. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let at = 0;
  for (const { name, packed = 4, unpacked = 4, locked = false } of entries) {
    const called = Buffer.from(name);
    const body = Buffer.alloc(packed);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(locked ? 1 : 0, 6);
    local.writeUInt16LE(unpacked === packed ? 0 : 8, 8);
    local.writeUInt32LE(packed, 18);
    local.writeUInt32LE(unpacked, 22);
    local.writeUInt16LE(called.length, 26);
    bodies.push(local, called, body);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(20, 6);
    local.copy(head, 8, 6, 30);
    head.writeUInt32LE(at, 42);
    heads.push(head, called);
    at += 30 + called.length + packed;
  }
  const directory = Buffer.concat(heads);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(entries.length, 8);
  last.writeUInt16LE(entries.length, 10);
  last.writeUInt32LE(directory.length, 12);
  last.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, last]);
}
