import { createHmac, hkdfSync } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../../kernel/ids';
import { createKeyring, SealError, type Place } from './keyring.server';
import { hashToken, newToken } from './links.server';
import { newMaterial, parseMaterial, printMaterial, withNewSealKey } from './material.server';

const material = newMaterial();
const keys = createKeyring(material);
const place: Place = { table: 'signatures', row: uuidv7(), column: 'email' };
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

function reasonOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof SealError) return error.reason;
  }
  return 'opened';
}

describe('sealing', () => {
  it('opens what it sealed, any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(keys.open(keys.seal(text, place), place)).toBe(text);
      }),
    );
    expect(keys.open(keys.seal('\ufeffBOM', place), place)).toBe('\ufeffBOM');
  });

  it('seals alike only the same text in the same cell, and shows nothing of it', () => {
    const one = keys.seal('ana@example.org', place);
    expect(one).toMatch(/^v1\.k1\.[\w-]+$/);
    // A form sent again after its answer was lost must be the same request.
    expect(keys.seal('ana@example.org', place)).toBe(one);
    const others = [{ row: uuidv7() }, { column: 'name' }, { table: 'donors' }].map((other) =>
      keys.seal('ana@example.org', { ...place, ...other }),
    );
    const sealed = [one, ...others, keys.seal('ana@example.orf', place), keys.seal('', place)];
    const nonces = sealed.map((text) => Buffer.from(text.slice(6), 'base64url').subarray(0, 24).toString('hex'));
    expect(new Set(nonces).size).toBe(sealed.length);
    expect(Buffer.from(one.slice(6), 'base64url').toString('latin1')).not.toContain('ana');
  });

  it('does not open in another row, column or table', () => {
    const sealed = keys.seal('ana@example.org', place);
    for (const other of [{ row: uuidv7() }, { column: 'name' }, { table: 'donors' }]) {
      expect(reasonOf(() => keys.open(sealed, { ...place, ...other }))).toBe('tampered');
    }
  });

  it('does not open after any change of a byte', () => {
    const sealed = keys.seal('ana@example.org', place);
    const body = Buffer.from(sealed.slice(6), 'base64url');
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(body);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(reasonOf(() => keys.open(`v1.k1.${changed.toString('base64url')}`, place))).toBe('tampered');
      }),
    );
  });

  it('seals bytes as it seals text: for one place, with the version they were sealed with', () => {
    const picture = Uint8Array.from({ length: 5000 }, (_, at) => at % 251);
    const sealed = keys.sealBytes(picture, place);
    expect(Buffer.from(keys.openBytes(sealed, place))).toEqual(Buffer.from(picture));
    expect(Buffer.from(keys.sealBytes(picture, place))).toEqual(Buffer.from(sealed));
    expect(reasonOf(() => keys.openBytes(sealed, { ...place, row: uuidv7() }))).toBe('tampered');
    for (const at of [4, 30, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(reasonOf(() => keys.openBytes(changed, place))).toBe('tampered');
    }
    expect(reasonOf(() => keys.openBytes(sealed.subarray(0, 40), place))).toBe('malformed');
    const rotated = createKeyring(withNewSealKey(material));
    expect(Buffer.from(rotated.openBytes(sealed, place))).toEqual(Buffer.from(picture));
    expect(reasonOf(() => keys.openBytes(rotated.sealBytes(picture, place), place))).toBe('unknown_key');
  });

  it('names what is malformed', () => {
    for (const text of [
      '',
      'ana@example.org',
      'v2.k1.AAAA',
      `v1.k1.${'A'.repeat(53)}`,
      'v1.k1.====',
      `v1.kx.${'A'.repeat(80)}`,
    ]) {
      expect(reasonOf(() => keys.open(text, place))).toBe('malformed');
    }
    expect(reasonOf(() => keys.open(`v1.k9.${'A'.repeat(80)}`, place))).toBe('unknown_key');
    expect(() => keys.seal('\ud800', place)).toThrow(RangeError);
    expect(() => keys.seal('x', { ...place, row: 'a|b' })).toThrow(RangeError);
    expect(() => keys.seal('x', { ...place, table: 'Robert"); drop' })).toThrow(RangeError);
  });

  it('binds the key version: the same key under another name does not open', () => {
    const alias = createKeyring({
      ...material,
      seal: new Map([...material.seal, ['k2', material.seal.get('k1') ?? new Uint8Array(32)]]),
    });
    const sealed = keys.seal('x', place);
    expect(reasonOf(() => alias.open(sealed.replace('.k1.', '.k2.'), place))).toBe('tampered');
  });

  it('rotates: new seals by the new key, old ones still open', () => {
    const rotated = createKeyring(withNewSealKey(material));
    const old = keys.seal('before', place);
    const fresh = rotated.seal('after', place);
    expect(rotated.open(old, place)).toBe('before');
    expect(rotated.versionOf(old)).toBe('k1');
    expect(rotated.versionOf(fresh)).toBe('k2');
    expect(reasonOf(() => keys.open(fresh, place))).toBe('unknown_key');
    expect(rotated.index('email', 'a')).toBe(keys.index('email', 'a'));
    expect(rotated.fingerprint).toBe(keys.fingerprint);
  });

  it('is XChaCha20-Poly1305 of draft-irtf-cfrg-xchacha-03, A.3.1', () => {
    const key = bytes('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
    const nonce = bytes('404142434445464748494a4b4c4d4e4f5051525354555657');
    const text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const box = Buffer.from(
      xchacha20poly1305(key, nonce, bytes('50515253c0c1c2c3c4c5c6c7')).encrypt(Buffer.from(text)),
    );
    expect(box.subarray(0, 16).toString('hex')).toBe('bd6d179d3e83d43b9576579493c0e939');
    expect(box.subarray(-16).toString('hex')).toBe('c0875924c1c7987947deafd8780acf49');
  });
});

describe('derived secrets', () => {
  it('uses HKDF-SHA256 and HMAC-SHA256 as published (RFC 5869 case 1, RFC 4231 case 2)', () => {
    const okm = hkdfSync(
      'sha256',
      bytes('0b'.repeat(22)),
      bytes('000102030405060708090a0b0c'),
      bytes('f0f1f2f3f4f5f6f7f8f9'),
      42,
    );
    expect(Buffer.from(okm).toString('hex')).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
    expect(createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('stays the same over releases, or every index and link in the field would die', () => {
    const root = bytes('01'.repeat(32));
    const fixed = createKeyring({ root, current: 'k1', seal: new Map([['k1', bytes('02'.repeat(32))]]) });
    const expected = (info: string): Buffer => Buffer.from(hkdfSync('sha256', root, 'ronda', info, 32));
    expect(Buffer.from(fixed.derive('jwt'))).toEqual(expected('ronda/1/derive/jwt'));
    const index = createHmac('sha256', expected('ronda/1/index/email')).update('ana@example.org').digest('base64url');
    expect(fixed.index('email', 'ana@example.org')).toBe(index);
    expect(fixed.index('email', 'ana@example.org')).toHaveLength(43);
    const id = '0196a5b0-1234-7abc-8def-0123456789ab';
    expect(fixed.linkToken('confirm', id, 3, 19_723 * 86_400_000)).toBe(
      'AZalsBI0eryN7wEjRWeJqwADAADfC5XNxhx5ZVWmNSAzAsju',
    );
  });

  it('keeps purposes apart', () => {
    expect(keys.derive('a')).not.toEqual(keys.derive('b'));
    expect(keys.index('email', 'x')).not.toBe(keys.index('name', 'x'));
    keys.derive('a').fill(0);
    expect(keys.derive('a').some((byte) => byte !== 0)).toBe(true);
    expect(() => keys.derive('../x')).toThrow(RangeError);
  });
});

describe('links', () => {
  const id = uuidv7();
  const now = Date.UTC(2025, 3, 23, 12);

  it('carries id, generation and age', () => {
    const token = keys.linkToken('confirm', id, 7, now);
    expect(token).toMatch(/^[\w-]{48}$/);
    expect(keys.readLinkToken('confirm', token, now + 3 * 86_400_000)).toEqual({
      ok: true,
      value: { id, generation: 7, ageDays: 3 },
    });
  });

  it('is nothing for another purpose, other keys, or after any change', () => {
    const token = keys.linkToken('confirm', id, 0, now);
    expect(keys.readLinkToken('withdraw', token).ok).toBe(false);
    expect(createKeyring(newMaterial()).readLinkToken('confirm', token).ok).toBe(false);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(47), fc.constantFrom(...letters), (at, letter) => {
        fc.pre(token.charAt(at) !== letter);
        expect(keys.readLinkToken('confirm', token.slice(0, at) + letter + token.slice(at + 1), now).ok).toBe(false);
      }),
    );
    for (const text of ['', `${token}A`, `${token}=`, ` ${token}`, token.slice(0, 47)]) {
      expect(keys.readLinkToken('confirm', text)).toEqual({ ok: false, code: 'not_found' });
    }
  });

  it('makes random tokens stored by their hash', () => {
    const { token, hash } = newToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(hash).toBe(hashToken(token));
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(() => keys.linkToken('confirm', 'x', 0)).toThrow(RangeError);
    expect(() => keys.linkToken('confirm', id, 70_000)).toThrow(RangeError);
  });
});

describe('key material', () => {
  it('prints and reads back', () => {
    const rotated = withNewSealKey(material);
    const read = parseMaterial(printMaterial(rotated), 'a test');
    expect([...read.seal.keys()]).toEqual(['k1', 'k2']);
    expect(createKeyring(read).fingerprint).toBe(keys.fingerprint);
  });

  it('refuses what is malformed without repeating it', () => {
    const good = JSON.parse(printMaterial(material)) as Record<string, unknown>;
    const zero = Buffer.alloc(32).toString('base64url');
    const bad: unknown[] = [
      [],
      { ...good, format: 'x' },
      { ...good, root: 'SECRETSECRET' },
      { ...good, root: zero },
      { ...good, current: 'k2' },
      { ...good, seal: {} },
      { ...good, seal: { k1: good['root'] } },
      { ...good, seal: { K1: good['root'] }, current: 'K1' },
      { ...good, note: 'hello' },
    ];
    for (const value of bad) {
      expect(() => parseMaterial(JSON.stringify(value), 'a test')).toThrow(
        /^The keys from a test cannot be used: (?!.*SECRET)/,
      );
    }
    expect(() => parseMaterial('{"SECRET', 'a test')).toThrow(/not a JSON object$/);
  });
});
