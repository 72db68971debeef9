import { describe, expect, it } from 'vitest';
import { memberLines, openInvitations } from './model';

const order = new Intl.Collator('es');

describe('the team', () => {
  const members = [
    { id: '1', user_id: 'z', display_name: 'Zoe', disabled_at: null },
    { id: '2', user_id: 'n', display_name: 'Ñata', disabled_at: '2025-01-01T00:00:00Z' },
    { id: '3', user_id: 'a', display_name: 'Ángel', disabled_at: null },
  ];

  it('stands in alphabetical order, those without access last', () => {
    expect(memberLines(members, [], {}, order).map(({ name }) => name)).toEqual(['Ángel', 'Zoe', 'Ñata']);
  });

  it('shows roles in their usual order and addresses to whom they were given', () => {
    const roles = [{ id: '1', user_id: 'z', roles: ['legal', 'owner'] }];
    const [, zoe] = memberLines(members, roles, { z: 'zoe@example.org' }, order);
    expect(zoe).toEqual({
      userId: 'z',
      name: 'Zoe',
      roles: ['owner', 'legal'],
      email: 'zoe@example.org',
      disabled: false,
    });
  });
});

describe('open invitations', () => {
  const open = { id: 'o', label: '', roles: ['legal'], accepted_at: null, revoked_at: null };

  it('are those that still work', () => {
    const rows = [
      { ...open, expires_at: '2025-01-09T00:00:00+00:00' },
      { ...open, id: 'late', expires_at: '2025-01-01T00:00:00+00:00' },
      { ...open, id: 'used', expires_at: '2025-01-09T00:00:00+00:00', accepted_at: '2025-01-02T00:00:00Z' },
      { ...open, id: 'back', expires_at: '2025-01-09T00:00:00+00:00', revoked_at: '2025-01-02T00:00:00Z' },
      { ...open, id: 'soon', expires_at: '2025-01-03T00:00:00+00:00' },
    ];
    expect(openInvitations(rows, Date.parse('2025-01-02T00:00:00Z')).map(({ id }) => id)).toEqual(['soon', 'o']);
  });
});
