import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, plainLog, type LogFields } from './log.server';
import { scrub, scrubError } from './scrub.server';

function capture(): { lines: string[]; write(line: string): void } {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line) };
}

const SECRETS = [
  'ana.perez+x@example.org',
  'ana%40example.org',
  'https://ronda.example/es/confirm/AZalsBI0eryN7wEjRWeJqwADAADfC5XNxhx5ZVWmNSAzAsju?x=1',
  '/c/argentina/confirm?token=abc&email=ana',
  '203.0.113.77',
  '203.0.113.77:51234',
  '2001:db8:1:2::77',
  '::ffff:203.0.113.77',
  'fe80::1%eth0',
  'AZalsBI0eryN7wEjRWeJqwADAADfC5XNxhx5ZVWmNSAzAsju',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '+54 9 11 5555-1234',
  '30.123.456 7',
];

describe('scrubbing', () => {
  it.each(SECRETS)('leaves nothing of %s', (secret) => {
    for (const text of [secret, `failed for ${secret}`, `connect (${secret}) refused`, `value: <${secret}>.`]) {
      const clean = scrub(text);
      expect(clean).not.toContain(secret);
      for (const part of [
        'ana',
        'example.org',
        '203.0.113',
        '2001:db8',
        'AZals',
        'eyJhb',
        '9f86d0',
        '5555',
        'token=',
      ]) {
        if (secret.includes(part)) expect(clean).not.toContain(part);
      }
    }
  });

  it('takes out what PostgreSQL repeats', () => {
    expect(scrub('Key (name)=(Ana Pérez) already exists.')).toBe('Key (name)=([…]) already exists.');
    expect(scrub('invalid input syntax for type uuid: "Ana"')).toBe('invalid input syntax for type uuid: "[…]"');
    expect(scrub("Recipient 'Ana Pérez' refused")).toBe("Recipient '[…]' refused");
  });

  it('keeps what helps', () => {
    for (const text of [
      'relation "signatures" does not exist',
      "Cannot read properties of undefined (reading 'campaign')",
      'duplicate key value violates unique constraint "signatures_campaign_email_key_unique"',
      'took 12:34:56, status 550 5.1.1, port 5432',
      'op 0196a5b0-1234-7abc-8def-0123456789ab refused',
    ]) {
      expect(scrub(text)).toBe(text);
    }
  });

  it('holds for any mail and address anywhere in a text', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.emailAddress(), fc.ipV4(), fc.ipV6(), (words, mail, v4, v6) => {
        const clean = scrub(`${words} ${mail} ${v4}, ${v6} ${words}`);
        expect(clean).not.toContain(mail);
        expect(clean).not.toContain(v4);
        if (v6.length > 3) expect(clean).not.toContain(v6);
      }),
    );
  });

  it('logs no message of errors that repeat their input', () => {
    const refused = Object.assign(new Error('invalid byte sequence for encoding: Ana'), { code: '22021' });
    expect(scrubError(refused).message).toBe('[…]');
    let parse: unknown;
    try {
      JSON.parse('{"name": "Ana "Pérez" x"}');
    } catch (error) {
      parse = error;
    }
    expect(JSON.stringify(scrubError(parse))).not.toContain('Ana');
  });
});

describe('the log', () => {
  it('writes an event with listed fields as one line of JSON', () => {
    const out = capture();
    createLog({ stream: out }).info('signature.accepted', { campaign: 'argentina', ms: 12, ok: true });
    const line: unknown = JSON.parse(out.lines[0] ?? '');
    expect(line).toMatchObject({ level: 'info', event: 'signature.accepted', campaign: 'argentina', ms: 12, ok: true });
    expect(line).not.toHaveProperty('hostname');
    expect(out.lines[0]).toMatch(/"at":"\d{4}-\d\d-\d\dT/);
  });

  it('lets nothing personal through, wherever it hides', () => {
    const out = capture();
    const log = createLog({ stream: out, level: 'debug' });
    const inner = Object.assign(new Error(`detail for ${SECRETS[0]}`), {
      detail: 'Key (name)=(Ana)',
      address: '203.0.113.77',
    });
    for (const secret of SECRETS) {
      log.error('request.failed', {
        err: new Error(`failed: ${secret}`, { cause: inner }),
        campaign: secret,
        note: secret,
        user: secret,
      });
      log.info(secret, { route: secret });
      log.with({ campaign: secret }).warn('x', { err: { message: secret, code: secret } });
      plainLog(log, 'backend').info({ email: secret, name: 'Ana Pérez', ip: secret, pid: 7 }, `said ${secret}`);
      log.info('x', { name: 'Ana Pérez', toString: secret } as LogFields);
    }
    const all = out.lines.join('');
    for (const secret of SECRETS) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/Ana|example\.org|203\.0\.113|2001:db8/);
    expect(out.lines).toHaveLength(SECRETS.length * 5);
  });

  it('says where an error arose, and that something was dropped', () => {
    const out = capture();
    const log = createLog({ stream: out });
    log.error('request.failed', { err: Object.assign(new Error('boom'), { code: '57P01', table: 'signatures' }) });
    const { err } = JSON.parse(out.lines[0] ?? '') as { err: { at: string[]; code: string; about: string } };
    expect(err).toMatchObject({ code: '57P01', about: 'signatures', message: 'boom', name: 'Error' });
    expect(err.at[0]).toContain('src/lib/server/log.server.spec.ts:');
    log.info('x', { email: 'a' } as LogFields);
    expect(out.lines[1]).toContain('"dropped":1');
  });

  it('obeys its level', () => {
    const out = capture();
    const log = createLog({ stream: out, level: 'warn' });
    log.info('x');
    log.setLevel('debug');
    log.debug('y');
    log.setLevel('silent');
    log.error('z');
    expect(out.lines).toHaveLength(1);
  });
});
