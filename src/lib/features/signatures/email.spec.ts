import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalEmail, readAddress } from './email';

describe('readAddress', () => {
  it.each([
    ['ana@example.org', 'ana@example.org'],
    ['Ana.Perez+x@Example.ORG', 'Ana.Perez+x@example.org'],
    ['ana@españa.example', 'ana@xn--espaa-rta.example'],
    ["o'higgins@example.com.ar", "o'higgins@example.com.ar"],
    ['ana@xn--espaa-rta.example', 'ana@xn--espaa-rta.example'],
  ])('reads %s', (typed, read) => {
    expect(readAddress(typed)).toBe(read);
  });

  it.each([
    '',
    'ana',
    '@example.org',
    'ana@',
    'ana@example',
    'ana@@example.org',
    'ana b@example.org',
    'ana@exa mple.org',
    '"ana b"@example.org',
    'ana@127.0.0.1',
    'ana@0x7f.1',
    'ana@[::1]',
    'ana@example.org:25',
    'ana@example.org/x',
    'ana@user:pw@example.org/',
    'ana..b@example.org',
    '.ana@example.org',
    'ana@-example.org',
    'ana@example.123',
    'ana@example.org\r\nBcc: x@example.org',
    'ana@example.org,eva@example.org',
    'ana@ex%61mple.org',
    'añá@example.org',
    `${'a'.repeat(65)}@example.org`,
    `ana@${'a'.repeat(64)}.org`,
    `ana@${'a.'.repeat(130)}org`,
  ])('refuses %j', (typed) => {
    expect(readAddress(typed)).toBeNull();
  });
});

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);
const address = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9+_-]{0,20}(\.[A-Za-z0-9+_-]{1,8}){0,3}$/),
    label,
    fc.constantFrom('org', 'com', 'com.ar'),
  )
  .map(([local, host, top]) => `${local}@${host}.${top}`);
const known = fc.constantFrom(
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'proton.me',
  'pm.me',
  'icloud.com',
  'mac.com',
  'yahoo.com.ar',
);

describe('canonicalEmail', () => {
  it('is stable, in lower case and never without a mailbox', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          address,
          fc.tuple(address, known).map(([a, d]) => a.replace(/@.*/, `@${d}`)),
        ),
        (typed) => {
          const once = canonicalEmail(typed);
          expect(canonicalEmail(once)).toBe(once);
          expect(once).toBe(once.toLowerCase());
          expect(once).toMatch(/^[^@]+@[^@]+$/);
        },
      ),
      { numRuns: 2_000 },
    );
  }, 60_000);

  it('takes nothing from addresses of domains it does not know', () => {
    fc.assert(
      fc.property(address, (typed) => {
        expect(canonicalEmail(typed)).toBe(typed.toLowerCase());
      }),
    );
  });

  it.each([
    ['A.n.a+pet@googlemail.com', 'ana@gmail.com'],
    ['ana.b@outlook.com', 'ana.b@outlook.com'],
    ['Ana+x@outlook.com', 'ana@outlook.com'],
    ['ana_b-c.d@pm.me', 'anabcd@proton.me'],
    ['ana@me.com', 'ana@icloud.com'],
    ['+x@gmail.com', '+x@gmail.com'],
    ['ana+x@example.org', 'ana+x@example.org'],
    ['ana@constructor', 'ana@constructor'],
  ])('%s is %s', (typed, canonical) => {
    expect(canonicalEmail(typed)).toBe(canonical);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof canonicalEmail(text)).toBe('string');
        expect(readAddress(text) === null || canonicalEmail(text) !== '').toBe(true);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});
