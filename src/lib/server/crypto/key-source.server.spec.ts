import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyFilePath, rotateKeyFile } from './key-file.server';
import { loadKeys, type KeySource } from './keyring.server';
import { newMaterial, printMaterial } from './material.server';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ronda-keys-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

const source = (): KeySource => ({ dataDir, keys: null, keysCommand: null });
const fromCommand = (keysCommand: string): KeySource => ({ ...source(), keysCommand });
const place = { table: 'signatures', row: 'r', column: 'email' };

describe('the key file', () => {
  it('is made once, for its owner alone, and stays', async () => {
    const first = await loadKeys(source());
    const path = keyFilePath(dataDir);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['ronda-keys.json']);
    const text = await readFile(path, 'utf8');
    expect((await loadKeys(source())).fingerprint).toBe(first.fingerprint);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('is one and the same for processes that start at once', async () => {
    const rings = await Promise.all(Array.from({ length: 12 }, () => loadKeys(source())));
    expect(new Set(rings.map((ring) => ring.fingerprint)).size).toBe(1);
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['ronda-keys.json']);
  });

  it.each([0o640, 0o604, 0o644, 0o660])('is refused with mode %o', async (mode) => {
    await loadKeys(source());
    await chmod(keyFilePath(dataDir), mode);
    await expect(loadKeys(source())).rejects.toThrow(/can be read by others \(mode \d+\)\. Run: chmod 0600/);
  });

  it('is refused in a directory open to others, also before it is made', async () => {
    await mkdir(join(dataDir, 'keys'), { mode: 0o755 });
    await expect(loadKeys(source())).rejects.toThrow(/chmod 0700/);
    expect(await readdir(join(dataDir, 'keys'))).toEqual([]);
  });

  it('is refused when malformed, and left as it is', async () => {
    await mkdir(join(dataDir, 'keys'), { mode: 0o700 });
    await writeFile(keyFilePath(dataDir), '', { mode: 0o600 });
    await expect(loadKeys(source())).rejects.toThrow(/not a JSON object/);
    expect(await readFile(keyFilePath(dataDir), 'utf8')).toBe('');
  });

  it('is refused as a symbolic link or a directory', async () => {
    await mkdir(join(dataDir, 'keys'), { mode: 0o700 });
    const elsewhere = join(dataDir, 'elsewhere.json');
    await writeFile(elsewhere, printMaterial(newMaterial()), { mode: 0o600 });
    await symlink(elsewhere, keyFilePath(dataDir));
    await expect(loadKeys(source())).rejects.toThrow(/symbolic link/);
    await rm(keyFilePath(dataDir));
    await mkdir(keyFilePath(dataDir), { mode: 0o700 });
    await expect(loadKeys(source())).rejects.toThrow(/not a plain file/);
  });

  it('is not made when the caller forbids it', async () => {
    await expect(loadKeys(source(), { create: false })).rejects.toThrow(/does not exist/);
    await expect(readdir(join(dataDir, 'keys'))).rejects.toThrow();
  });

  it('rotates in place', async () => {
    const before = await loadKeys(source());
    const sealed = before.seal('ana@example.org', place);
    await rotateKeyFile(keyFilePath(dataDir));
    const after = await loadKeys(source());
    expect(after.current).toBe('k2');
    expect(after.open(sealed, place)).toBe('ana@example.org');
    expect((await stat(keyFilePath(dataDir))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['ronda-keys.json']);
  });
});

describe('keys from elsewhere', () => {
  it('takes RONDA_KEYS and leaves the disk alone', async () => {
    const ring = await loadKeys({ ...source(), keys: printMaterial(newMaterial()) });
    expect(ring.current).toBe('k1');
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('takes what a command prints, with pipes as the operator wrote them', async () => {
    const file = join(dataDir, 'k with blank.json');
    await writeFile(file, printMaterial(newMaterial()));
    const ring = await loadKeys(fromCommand(`cat "${file}" | cat`));
    expect(ring.current).toBe('k1');
  });

  it('says when the command fails, prints rubbish, or hangs', async () => {
    await expect(loadKeys(fromCommand('echo SECRET; exit 3'))).rejects.toThrow(
      /^RONDA_KEYS_COMMAND ended with status 3$/,
    );
    await expect(loadKeys(fromCommand('echo SECRET'))).rejects.toThrow(/^(?!.*SECRET).*not a JSON object/);
    await expect(loadKeys(fromCommand('head -c 200000 /dev/zero; sleep 30'))).rejects.toThrow(/too much/);
    const started = performance.now();
    await expect(loadKeys(fromCommand('sleep 30 | cat'), { commandTimeoutMs: 150 })).rejects.toThrow(/within 0.15 s/);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('refuses two sources', async () => {
    await expect(loadKeys({ dataDir, keys: '{}', keysCommand: 'true' })).rejects.toThrow(/both set/);
  });
});
