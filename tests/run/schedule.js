/** Runs the sections of `npm test` on two cores, each in a process of its own, and ends all of them when it is told to stop. */
import { spawn } from 'node:child_process';

/**
 * @typedef {{ name: string, what: string, cores: 1 | 2, command: string[], after?: string[], env?: Record<string, string> }} Step
 * `command` is a script for this Node and its arguments; `after` names steps whose work it needs.
 */

/** What a reviewer's machine may have. More at once would also be more at once for tests that kill things and wait. */
const CORES = 2;
/** Milliseconds that a runner gets to close its servers and browsers before it is killed. */
const GRACE = 15_000;

/** @typedef {import('node:child_process').ChildProcess} Child */

/**
 * To the whole family of a runner. Each is a group of its own, so that Ctrl-C reaches it through here, once: a second one makes
 * runners drop what they started.
 * @param {Child} child @param {NodeJS.Signals} signal
 */
function signalAll(child, signal) {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // ended meanwhile
  }
}

/** @param {Set<Child>} running @returns {{ code: () => number | undefined, forget: () => void }} */
function endWithUs(running) {
  /** @type {number | undefined} */
  let code;
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    if (code !== undefined) return;
    code = signal === 'SIGINT' ? 130 : 143;
    console.log(`\n${signal}: stopping ${running.size} running`);
    for (const child of running) signalAll(child, 'SIGINT');
    setTimeout(() => {
      for (const child of running) signalAll(child, 'SIGKILL');
    }, GRACE).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { code: () => code, forget: () => void process.off('SIGINT', stop).off('SIGTERM', stop) };
}

/** @param {Step} step @param {string} root @param {boolean} open its output goes to the terminal as it comes */
function start(step, root, open) {
  const child = spawn(process.execPath, step.command, {
    cwd: root,
    env: { ...process.env, ...step.env },
    stdio: ['ignore', open ? 'inherit' : 'pipe', open ? 'inherit' : 'pipe'],
    detached: process.platform !== 'win32',
  });
  /** @type {Buffer[]} */
  const printed = [];
  for (const channel of [child.stdout, child.stderr]) channel?.on('data', (chunk) => printed.push(chunk));
  /** @type {Promise<{ ok: boolean, output: string }>} */
  const done = new Promise((end) => {
    const output = () => Buffer.concat(printed).toString('utf8');
    child.once('error', (error) => end({ ok: false, output: `${output()}${error.message}\n` }));
    child.once('close', (code) => end({ ok: code === 0, output: output() }));
  });
  return { child, done };
}

/**
 * One line for each step when it ends; the whole output of one that failed, or of the only one asked for as it comes. What needs
 * a step that failed is not begun and has failed.
 * @template {Step} T
 * @param {T[]} steps
 * @param {{ root: string, ended: (step: T, ok: boolean) => { ok: boolean, said: string } }} how
 * @returns {Promise<number | undefined>} the exit code of a run that was stopped
 */
export async function runSections(steps, { root, ended }) {
  const waiting = [...steps];
  /** @type {Map<string, boolean>} */
  const results = new Map();
  /** @type {Set<Child>} */
  const running = new Set();
  const stop = endWithUs(running);
  const known = new Set(steps.map(({ name }) => name));
  let free = CORES;

  /** @param {T} step @param {boolean} success @param {string} time @param {string} output */
  const tell = (step, success, time, output) => {
    const { ok, said } = ended(step, success);
    results.set(step.name, ok);
    if (!ok && output !== '') console.log(`\n=== ${step.what} (${step.name}) ===\n${output.trimEnd()}\n`);
    console.log(
      `${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(8)} ${time.padStart(9)}  ${step.what}${said && `: ${said}`}`,
    );
  };

  /** @param {T} step */
  const run = async (step) => {
    const began = performance.now();
    const { child, done } = start(step, root, steps.length === 1);
    running.add(child);
    const { ok, output } = await done;
    running.delete(child);
    if (stop.code() === undefined) tell(step, ok, `${((performance.now() - began) / 1000).toFixed(1)} s`, output);
  };

  await new Promise((finished) => {
    const fill = () => {
      if (stop.code() !== undefined) waiting.length = 0;
      for (let at = 0; at < waiting.length;) {
        const step = waiting[at];
        const needs = (step?.after ?? []).filter((name) => known.has(name));
        const broken = needs.find((name) => results.get(name) === false);
        if (!step || (broken === undefined && (step.cores > free || needs.some((name) => !results.has(name))))) {
          at += 1;
          continue;
        }
        waiting.splice(at, 1);
        if (broken !== undefined) {
          tell(step, false, 'not run', `It needs ${broken}, which failed.`);
          at = 0;
          continue;
        }
        free -= step.cores;
        void run(step).then(() => {
          free += step.cores;
          fill();
        });
      }
      if (waiting.length === 0 && running.size === 0) finished(undefined);
    };
    fill();
  });
  stop.forget();
  return stop.code();
}
