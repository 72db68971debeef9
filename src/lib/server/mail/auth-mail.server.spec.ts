import { describe, expect, it } from 'vitest';
import { createKeyring } from '../crypto/keyring.server';
import { newMaterial } from '../crypto/material.server';
import { authMailRender, authMailRow } from './auth-mail.server';

const link = 'https://example.org/verify?token=abc&type=magiclink';
const mail = { to: 'ana@example.org', text: `Your login code is: 01234567\n\nOr follow this link: ${link}` };

describe('the mail with a sign-in code', () => {
  const keyring = createKeyring(newMaterial());
  const made = (row: ReturnType<typeof authMailRow>, nowMs: number) =>
    authMailRender(keyring, () => nowMs)[row.kind]?.(row.ref, row.locale, row.sealed ?? null);

  it('stands sealed in the outbox', () => {
    expect(JSON.stringify(authMailRow(keyring, mail, 0))).not.toMatch(/ana|01234567/);
  });

  it('says the code in both languages, not in the subject, and without the link that would sign in a mail scanner', async () => {
    const letter = await made(authMailRow(keyring, mail, 0), 60_000);
    expect(letter).toMatchObject({ to: mail.to });
    expect(letter?.subject).not.toContain('01234567');
    expect(letter?.text).toMatch(/código[\s\S]*code[\s\S]*01234567/);
    expect(letter?.html).toContain('01234567');
    expect(`${letter?.text}${letter?.html}`).not.toContain('token=');
  });

  it('is dropped when the code has ended', async () => {
    expect(await made(authMailRow(keyring, mail, 0), 660_001)).toBeNull();
  });

  it('is refused when the engine sent none', () => {
    expect(() => authMailRow(keyring, { to: 'ana@example.org', text: 'Hello' })).toThrow(/without a code/);
  });
});
