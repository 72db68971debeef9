import { describe, expect, it } from 'vitest';
import { EnvError, readEnv } from './env.server';

const refusal = (source: Record<string, string>): string => {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return '';
};

describe('readEnv', () => {
  it('needs nothing', () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      origin: null,
      database: { kind: 'embedded' },
      demo: false,
      demoActivity: false,
      logLevel: 'info',
    });
  });

  it('takes what is set but empty for not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: ' ', SUPABASE_URL: '' })).toMatchObject({
      port: 3000,
      database: { kind: 'embedded' },
    });
  });

  it('reads all three ways to run', () => {
    expect(readEnv({ DATABASE_URL: 'postgres://u:p@db/ronda' }).database.kind).toBe('postgres');
    const supabase = {
      SUPABASE_URL: 'https://x.supabase.co/',
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_1',
      SUPABASE_SECRET_KEY: 'sb_secret_1',
    };
    expect(readEnv(supabase).database).toEqual({
      kind: 'supabase',
      url: 'https://x.supabase.co',
      publishableKey: 'sb_publishable_1',
      secretKey: 'sb_secret_1',
    });
  });

  it('normalises the origin', () => {
    expect(readEnv({ ORIGIN: 'https://Ronda.example:443/' }).origin).toBe('https://ronda.example');
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['ORIGIN', 'ronda.example'],
    ['ORIGIN', 'https://ronda.example/path'],
    ['ORIGIN', 'https://user@ronda.example'],
    ['ORIGIN', 'ftp://ronda.example'],
    ['ADDRESS_HEADER', 'x-forwarded-for, x-real-ip'],
    ['ADDRESS_HEADER', 'X-Real-IP:'],
    ['XFF_DEPTH', 'z'],
    ['XFF_DEPTH', '0'],
    ['XFF_DEPTH', '-1'],
    ['XFF_DEPTH', '1.5'],
    ['XFF_DEPTH', '1e9'],
    ['DATABASE_URL', 'mysql://u:p@db/ronda'],
    ['DATABASE_URL', 'postgres://u:p@db'],
    ['SMTP_URL', 'mail.example.org'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'a@b.org\r\nBcc: c@d.org'],
    ['RONDA_DEMO', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO_PASSWORD', 'short'],
  ])('names %s when it is %s', (name, value) => {
    expect(refusal({ [name]: value })).toContain(`- ${name} `);
  });

  it('accepts what a proxy needs', () => {
    expect(refusal({ ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: ' 2 ' })).toBe('');
    expect(refusal({ ADDRESS_HEADER: '', XFF_DEPTH: ' ' })).toBe('');
  });

  it('names an ORIGIN that the entry kept from the adapter, among the other mistakes', () => {
    const message = refusal({ RONDA_REFUSED_ORIGIN: 'foo', XFF_DEPTH: 'z' });
    expect(message).toContain('- ORIGIN must be a web address such as https://ronda.example');
    expect(message.match(/^ {2}- /gm)).toHaveLength(2);
  });

  it('names every mistake at once', () => {
    const message = refusal({ PORT: 'x', ORIGIN: 'y', LOG_LEVEL: 'z' });
    expect(message.match(/^ {2}- /gm)).toHaveLength(3);
  });

  it('refuses two databases, half a Supabase, two sources of keys', () => {
    const both = refusal({
      DATABASE_URL: 'postgres://u:p@db/ronda',
      SUPABASE_URL: 'https://x.supabase.co',
      SUPABASE_PUBLISHABLE_KEY: 'a',
      SUPABASE_SECRET_KEY: 'b',
    });
    expect(both).toContain('DATABASE_URL and SUPABASE_URL are both set');
    expect(refusal({ SUPABASE_URL: 'https://x.supabase.co' })).toContain(
      'SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY must be set too',
    );
    expect(refusal({ RONDA_KEYS: '{}', RONDA_KEYS_COMMAND: 'cat keys' })).toContain('keep one of them');
  });

  it('notices keys that were swapped', () => {
    const swapped = refusal({
      SUPABASE_URL: 'https://x.supabase.co',
      SUPABASE_PUBLISHABLE_KEY: 'sb_secret_hush',
      SUPABASE_SECRET_KEY: 'sb_publishable_1',
    });
    expect(swapped).toContain('SUPABASE_PUBLISHABLE_KEY holds a secret key');
    expect(swapped).toContain('SUPABASE_SECRET_KEY holds a publishable key');
  });

  it('never repeats a value', () => {
    const secret = 'hush-hush-hush';
    const message = refusal({
      DATABASE_URL: `postgres://u:${secret}@db`,
      SMTP_URL: `${secret}`,
      SUPABASE_SECRET_KEY: secret,
      DEMO_PASSWORD: secret.slice(0, 7),
      RONDA_KEYS: secret,
      RONDA_KEYS_COMMAND: secret,
      ORIGIN: `https://u:${secret}@x.org`,
    });
    expect(message).not.toContain(secret.slice(0, 7));
  });
});
