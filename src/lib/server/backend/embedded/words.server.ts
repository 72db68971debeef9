import { BackendError } from '../types.server';

interface Explanation {
  when: RegExp;
  say(where: string): string;
}

/** PostgreSQL's and the system's words for what an operator can mend, each with the next step. */
const EXPLANATIONS: Explanation[] = [
  {
    when: /no space left on device|disk quota exceeded/i,
    say: (where) => `The disk of ${where} is full. Make room (the data is kept) and start again.`,
  },
  {
    when: /read-only file system/i,
    say: (where) => `${where} lies on a read-only file system: choose another DATA_DIR.`,
  },
  {
    when: /has wrong ownership|data directory .* has invalid permissions/i,
    say: (where) =>
      `${where} belongs to another user of this system: start Ronda as the user it was started as before, or give it the folder (chown -R).`,
  },
  {
    when: /permission denied/i,
    say: (where) => `PostgreSQL may not use ${where}: its user needs the folder and the way to it.`,
  },
  {
    when: /database files are incompatible|was initialized by PostgreSQL version/i,
    say: (where) =>
      `${where} was written by another major version of PostgreSQL. Start the release of Ronda that wrote it, export, and import into a new DATA_DIR.`,
  },
  {
    when: /address already in use|could not bind/i,
    say: () => 'The port chosen for PostgreSQL was taken by another program at the same moment: start again.',
  },
  {
    when: /could not create shared memory|cannot allocate memory|out of memory/i,
    say: () => 'This machine has not enough free memory for PostgreSQL (about 150 MB).',
  },
  {
    when: /error while loading shared libraries|GLIBC_|not found \(required by/i,
    say: () =>
      'The bundled PostgreSQL does not run on this system (it needs glibc, so not Alpine). Set DATABASE_URL to a PostgreSQL of your own.',
  },
  {
    when: /could not locate a valid checkpoint|invalid checkpoint|PANIC/i,
    say: (where) => `${where} is damaged. Restore the last backup; do not delete it before.`,
  },
];

/** An error in the operator's words, with PostgreSQL's own last lines below. */
export function explainPostgres(what: string, where: string, output: string): BackendError {
  const found = EXPLANATIONS.find(({ when }) => when.test(output));
  const tail = output.trim().split('\n').slice(-6).join('\n');
  const words = found?.say(where) ?? `${what} failed.`;
  return new BackendError(tail === '' ? words : `${words}\nPostgreSQL says:\n${tail}`);
}

export const isDiskFull = (output: string): boolean => EXPLANATIONS[0]?.when.test(output) ?? false;
