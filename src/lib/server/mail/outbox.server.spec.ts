import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../log.server';
import { fakeSmtp, type FakeSmtp } from './fake-smtp.server';
import {
  backoffS,
  createOutbox,
  outboxOverRpc,
  type ClaimedMail,
  type Outbox,
  type OutboxDb,
  type OutboxMail,
  type OutboxOptions,
} from './outbox.server';
import { readSmtpSettings } from './settings.server';
import { createSmtp, type Smtp } from './smtp.server';

interface Row extends ClaimedMail {
  state: string;
  error: string | null;
  dueAt: number;
}

/** The table's behaviour as its functions define it. */
function fakeTable(): OutboxDb & { rows: Row[]; add(n: number, kind?: string): void; claims: number; fail: number } {
  const table = {
    rows: [] as Row[],
    claims: 0,
    fail: 0,
    add(n: number, kind = 'confirm') {
      const from = table.rows.length;
      void table.enqueue(
        Array.from({ length: n }, (_, i) => ({ id: `m${from + i}`, kind, ref: `r${from + i}`, locale: 'es' as const })),
      );
    },
    enqueue(mails: OutboxMail[]) {
      for (const mail of mails) {
        table.rows.push({
          id: mail.id,
          kind: mail.kind,
          ref: mail.ref,
          locale: mail.locale,
          sealed: null,
          attempts: 0,
          state: 'queued',
          error: null,
          dueAt: 0,
        });
      }
      return Promise.resolve();
    },
    claim(n: number) {
      table.claims += 1;
      const due = table.rows.filter((row) => row.state === 'queued' && row.dueAt <= Date.now()).slice(0, n);
      for (const row of due) Object.assign(row, { state: 'claimed', attempts: row.attempts + 1 });
      return Promise.resolve(due.map((row) => ({ ...row })));
    },
    done(id: string, outcome: string, error: string | null, retryInS: number | null) {
      if (table.fail > 0) {
        table.fail -= 1;
        return Promise.reject(new Error('database away'));
      }
      const row = table.rows.find((candidate) => candidate.id === id && candidate.state === 'claimed');
      if (row !== undefined) {
        Object.assign(row, {
          state: outcome === 'retry' ? 'queued' : outcome,
          error,
          dueAt: Date.now() + (retryInS ?? 0) * 1000,
        });
      }
      return Promise.resolve();
    },
  };
  return table;
}

const lines: string[] = [];
const log = createLog({ stream: { write: (line) => void lines.push(line) } });
let server: FakeSmtp;
let smtp: Smtp;
let table: ReturnType<typeof fakeTable>;
const boxes: Outbox[] = [];

beforeEach(async () => {
  lines.length = 0;
  server = await fakeSmtp();
  smtp = createSmtp(readSmtpSettings(`smtp://127.0.0.1:${server.port}`, 'hola@ronda.example'), {
    connectMs: 400,
    silenceMs: 250,
    mailMs: 700,
  });
  table = fakeTable();
});
afterEach(async () => {
  for (const box of boxes.splice(0)) await box.close(200);
  smtp.close(true);
  await server.close();
});

function outbox(more: Partial<OutboxOptions> = {}): Outbox {
  const made = createOutbox({
    db: table,
    smtp,
    log,
    pollMs: 20,
    render: {
      confirm: (ref) => Promise.resolve({ to: `${ref ?? ''}@example.org`, subject: 'Hola', text: 'x' }),
      withdrawn: () => Promise.resolve(null),
      broken: () => Promise.reject(new Error('no such row for ana@example.org')),
    },
    ...more,
  });
  boxes.push(made);
  return made;
}
const states = (): string[] => table.rows.map((row) => row.state);

describe('the outbox', () => {
  it('sends each mail once and marks it', async () => {
    table.add(25);
    outbox().start();
    await expect.poll(() => states().every((state) => state === 'sent')).toBe(true);
    expect(server.texts).toHaveLength(25);
    expect(new Set(server.texts.map((text) => /Message-ID: <(.*?)@/.exec(text)?.[1])).size).toBe(25);
    expect(server.connections).toBeLessThanOrEqual(4);
    expect(lines.join('')).not.toContain('example.org');
  });

  it('is never sent twice by two workers over one table', async () => {
    table.add(40);
    outbox().start();
    outbox().start();
    await expect.poll(() => states().every((state) => state === 'sent')).toBe(true);
    expect(server.texts).toHaveLength(40);
  });

  it('drops what has nobody to go to, fails what it does not know, tries again what could not be made', async () => {
    table.add(1, 'withdrawn');
    table.add(1, 'toString');
    table.add(1, 'broken');
    expect(await outbox().runOnce()).toBe(3);
    expect(states()).toEqual(['dropped', 'failed', 'queued']);
    expect(table.rows[2]).toMatchObject({ error: 'not_made', attempts: 1 });
    expect(server.connections).toBe(0);
    expect(lines.join('')).not.toContain('ana@');
  });

  it('never sends again what may have arrived', async () => {
    server.script = (stage) => (stage === 'text' ? 'drop' : undefined);
    table.add(1);
    outbox().start();
    await expect.poll(states).toEqual(['unknown']);
    server.script = () => undefined;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(server.texts).toHaveLength(1);
    expect(table.rows[0]?.error).toBe('lost_after_text');
  });

  it('waits longer each time, and gives up in the end', async () => {
    server.script = (stage) => (stage === 'RCPT' ? '450 4.2.1 later' : undefined);
    table.add(1);
    const box = outbox({ maxAttempts: 3, random: () => 1 });
    const waits: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const before = Date.now();
      await box.runOnce();
      waits.push(Math.round(((table.rows[0]?.dueAt ?? 0) - before) / 1000));
      Object.assign(table.rows[0] ?? {}, { dueAt: 0 });
    }
    expect(waits.slice(0, 2)).toEqual([30, 60]);
    expect(table.rows[0]).toMatchObject({ state: 'failed', error: 'smtp_450_4.2.1', attempts: 3 });
    expect([1, 2, 5, 50].map((n) => backoffS(n, () => 1))).toEqual([30, 60, 480, 21_600]);
    expect(backoffS(1, () => 0)).toBe(15);
  });

  it('fails at once what the server refuses for good', async () => {
    server.script = (stage) => (stage === 'RCPT' ? '550 5.1.1 unknown' : undefined);
    table.add(1);
    await outbox().runOnce();
    expect(table.rows[0]).toMatchObject({ state: 'failed', error: 'smtp_550_5.1.1' });
  });

  it('marks a sent mail although the database was away for a moment', async () => {
    table.add(1);
    table.fail = 3;
    await outbox().runOnce();
    expect(states()).toEqual(['sent']);
    expect(server.texts).toHaveLength(1);
  });

  it('hands back what its lease is too short for', async () => {
    table.add(1);
    await outbox({ leaseS: 60 }).runOnce();
    expect(table.rows[0]).toMatchObject({ state: 'queued', error: 'not_begun' });
    expect(server.connections).toBe(0);
  });

  it('does not claim without a server', async () => {
    table.add(1);
    const box = outbox({ smtp: null });
    box.start();
    expect(await box.runOnce()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(table.claims).toBe(0);
    expect(states()).toEqual(['queued']);
  });

  it('sends at once when poked', async () => {
    const box = outbox({ pollMs: 60_000 });
    box.start();
    await expect.poll(() => table.claims).toBe(1);
    await box.enqueue([{ id: 'a', kind: 'confirm', ref: 'a', locale: 'en' }]);
    await expect.poll(states).toEqual(['sent']);
  });

  it('does not hammer a server that is away', async () => {
    server.script = (stage) => (stage === 'connect' ? 'drop' : undefined);
    table.add(100);
    outbox().start();
    await expect.poll(() => table.rows.filter((row) => row.attempts > 0).length).toBe(8);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(table.claims).toBe(1);
  });

  it('stops cleanly: waits for what is being sent, hands back the rest', async () => {
    table.add(8);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const box = outbox({
      parallel: 4,
      render: { confirm: (ref) => gate.then(() => ({ to: `${ref ?? ''}@example.org`, subject: 'x', text: 'x' })) },
    });
    box.start();
    await expect.poll(() => states().filter((state) => state === 'claimed').length).toBe(8);
    const closing = box.close(2000);
    release();
    await closing;
    expect(states().filter((state) => state === 'sent')).toHaveLength(4);
    expect(states().filter((state) => state === 'queued')).toHaveLength(4);
    expect(server.texts).toHaveLength(4);
  });

  it('stops in time although a server hangs, and says that this one is uncertain', async () => {
    server.script = (stage) => (stage === 'text' ? 'silent' : undefined);
    smtp = createSmtp(readSmtpSettings(`smtp://127.0.0.1:${server.port}`, 'hola@ronda.example'));
    table.add(1);
    const box = outbox({ smtp });
    box.start();
    await expect.poll(() => server.texts.length).toBe(1);
    const started = performance.now();
    await box.close(100);
    expect(performance.now() - started).toBeLessThan(1500);
    expect(states()).toEqual(['unknown']);
  });
});

describe('over the database functions', () => {
  it('passes arguments by their names and checks what comes back', async () => {
    const calls: unknown[] = [];
    let data: unknown = [{ id: 'a', kind: 'confirm', ref: null, locale: 'es', sealed: null, attempts: 1 }];
    const db = outboxOverRpc((name, args) => {
      calls.push([name, args]);
      return Promise.resolve({ data, error: null });
    });
    expect(await db.claim(5, 300)).toHaveLength(1);
    await db.done('a', 'retry', 'connection_lost', 30);
    expect(calls).toEqual([
      ['outbox_claim', { n: 5, lease_s: 300 }],
      ['outbox_done', { id: 'a', outcome: 'retry', error: 'connection_lost', retry_in_s: 30 }],
    ]);
    data = [{ id: 1 }];
    await expect(db.claim(5, 300)).rejects.toThrow();
    const failing = outboxOverRpc(() => Promise.resolve({ data: null, error: { code: '57P01', message: 'x' } }));
    await expect(failing.claim(5, 300)).rejects.toThrow();
  });
});
