import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKeys } from './crypto/keyring.server';
import { cannotWrite, makeFolders } from './data-dir.server';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ronda-data-dir-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const started = (dataDir: string) => loadKeys({ dataDir, keys: null, keysCommand: null });

describe('the folders of DATA_DIR', () => {
  it('are made with those above them, and left as they are when they are there', () => {
    const path = join(home, 'a/b/c');
    makeFolders(path, 0o700);
    makeFolders(path, 0o755);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it.runIf(process.platform === 'linux')('are refused at once where nothing can be made', async () => {
    await expect(started('/proc/x')).rejects.toThrow(
      'DATA_DIR /proc/x cannot be written: no folder can be made there.',
    );
    expect(() => makeFolders('/proc/x/y/z', 0o700)).toThrow('ENOENT');
  });

  it('are refused below a file, and in place of one', async () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    expect(() => makeFolders(join(file, 'x'), 0o700)).toThrow('ENOTDIR');
    expect(() => makeFolders(file, 0o700)).toThrow('EEXIST');
    await expect(started(file)).rejects.toThrow('file');
  });

  it('say what is wrong in words, or the code where there are none', () => {
    const why = (code: string) => cannotWrite('/d', Object.assign(new Error('x'), { code }));
    expect(why('ENOSPC')).toContain('DATA_DIR /d cannot be written: its disk is full.');
    expect(why('EACCES')).toContain('may not');
    expect(why('EIO')).toContain('EIO');
  });
});
