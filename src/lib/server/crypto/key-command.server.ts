import { spawn } from 'node:child_process';
import { KeyError } from './material.server';

const MAX_BYTES = 65_536;

/**
 * What `RONDA_KEYS_COMMAND` prints. The command line is the operator's own and goes to the shell as it was written, so
 * that `age -d -i /root/id keys.age` or `vault kv get ...` work; nothing from outside is ever put into it. Its complaints
 * go to our standard error, its output is never logged.
 */
export function runKeyCommand(command: string, timeoutMs: number): Promise<string> {
  const posix = process.platform !== 'win32';
  // A group of its own, so that what the shell started ends with it.
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: posix,
    windowsHide: true,
  });
  const end = (): void => {
    child.stdout.destroy();
    if (child.pid === undefined) return;
    try {
      if (posix) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // Already gone.
    }
  };
  return new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (why: string): void => {
      clearTimeout(timer);
      end();
      reject(new KeyError(`RONDA_KEYS_COMMAND ${why}`));
    };
    const timer = setTimeout(() => refuse(`did not finish within ${timeoutMs / 1000} s`), timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BYTES) refuse('printed too much to be keys');
      else chunks.push(chunk);
    });
    child.on('error', () => refuse('could not be started'));
    child.on('close', (code) => {
      if (code !== 0) return refuse(`ended with status ${code ?? 'none'}`);
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}
