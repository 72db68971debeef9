import { describe, expect, it } from 'vitest';
import { createKeyring } from '../crypto/keyring.server';
import { newMaterial } from '../crypto/material.server';
import { authMailRender, authMailRow } from './auth-mail.server';

const mail = { to: 'ana@example.org', subject: 'Code', text: '123456', html: '<p>123456</p>' };

describe('mails of the auth engine', () => {
  const keyring = createKeyring(newMaterial());

  it('stand sealed in the outbox and come out as they were', async () => {
    const row = authMailRow(keyring, mail, 0);
    expect(JSON.stringify(row)).not.toMatch(/ana|123456/);
    const made = await authMailRender(keyring, () => 60_000)['auth']?.(row.ref, 'es', row.sealed ?? null);
    expect(made).toEqual(mail);
  });

  it('are dropped when the code has ended', async () => {
    const row = authMailRow(keyring, mail, 0);
    expect(await authMailRender(keyring, () => 3_600_001)['auth']?.(row.ref, 'es', row.sealed ?? null)).toBeNull();
  });
});
