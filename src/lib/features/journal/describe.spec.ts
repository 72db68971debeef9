import { describe as suite, expect, it } from 'vitest';
import type { JournalEntry, Row } from '$lib/contracts/journal';
import { fromSnapshot } from '$lib/live';
import { deskMessages } from '$lib/messages/desk';
import { describe } from './describe';

const rows = fromSnapshot({
  stream: 'campaign:c:team',
  seq: 1,
  rows: {
    members: [
      { id: 'm1', user_id: 'ana', display_name: 'Ana' },
      { id: 'm2', user_id: 'beto', display_name: 'Beto' },
    ],
    people: [{ id: 'p1', code: 'C-7F2', pseudonym: 'Calandria' }],
    cases: [{ id: 'k1', code: 'CFP-1' }],
    board_lists: [{ id: 'l2', name: 'Hecho' }],
    cards: [{ id: 'x1', title: 'Llamar a la radio', list_id: 'l1' }],
    boards: [{ id: 'b1', name: 'Prensa' }],
    fund_entries: [],
  },
});
const entry = (
  entity: string,
  verb: JournalEntry['verb'],
  patch: Row,
  more: Partial<JournalEntry> = {},
): JournalEntry => ({
  stream: 'campaign:c:team',
  seq: 2,
  at: '2025-04-23T16:30:00.000Z',
  actor: 'ana',
  opId: null,
  entity,
  entityId: 'new',
  verb,
  patch,
  ...more,
});
const es = (...args: Parameters<typeof entry>): string =>
  describe(entry(...args), { m: deskMessages('es'), rows }).replaceAll('\u00a0', ' ');

suite('what an entry says', () => {
  it.each<[string, Parameters<typeof entry>]>([
    ['Beto se sumó al equipo', ['members', 'insert', { user_id: 'beto', display_name: 'Beto' }]],
    ['Ana dio de baja a Beto', ['members', 'update', { disabled_at: '2025-04-23T16:30:00Z' }, { entityId: 'm2' }]],
    ['Ana volvió a dar acceso a Beto', ['members', 'update', { disabled_at: null }, { entityId: 'm2' }]],
    ['Ana cambió los roles de Beto', ['member_roles', 'update', { roles: ['legal'] }, { entityId: 'm2' }]],
    ['Ana cerró las sesiones de Beto', ['session_ends', 'insert', { user_id: 'beto' }]],
    ['Ana creó una invitación', ['invitations', 'insert', { label: 'x' }]],
    ['Ana retiró una invitación', ['invitations', 'update', { revoked_at: '2025-04-23T16:30:00Z' }]],
    ['Se aceptó una invitación', ['invitations', 'update', { accepted_at: 'x', accepted_by: 'beto' }]],
    ['Ana cambió los ajustes de la campaña', ['campaigns', 'update', { goal: 10 }]],
    ['Ana escribió los textos en inglés', ['campaign_texts', 'insert', { locale: 'en' }]],
    ['Ana asentó un aporte de ARS 1.500,00', ['fund_entries', 'insert', { amount_minor: 150000, currency: 'ARS' }]],
    [
      'Ana revirtió un asiento de ARS 1.500,00',
      ['fund_entries', 'insert', { amount_minor: '150000', currency: 'ARS', reverses: 'f1' }],
    ],
    [
      'Alarma: 120 firmas en una hora desde la red 0A1B2C',
      ['fraud_alarms', 'insert', { kind: 'network', n: 120, label: '0A1B2C' }, { actor: null }],
    ],
    ['Ana atendió una alarma de firmas', ['fraud_alarms', 'update', { seen_at: '2025-04-23T16:30:00Z' }]],
    ['Ana empezó a invalidar 20 firmas', ['invalidations', 'insert', { kind: 'invalidate', expected: 20 }]],
    ['Firmas revisadas: 9', ['invalidations', 'update', { state: 'running', done_n: 9 }]],
    ['Ana detuvo la revisión de firmas en 9', ['invalidations', 'update', { state: 'cancelled', done_n: 9 }]],
    ['Ana cambió los límites de firma', ['signing_rules', 'update', { burst: 9 }]],
    ['Ana empezó una novedad para firmantes', ['updates', 'insert', { state: 'draft' }]],
    ['Ana dio el visto para enviar una novedad a firmantes', ['updates', 'update', { state: 'sending' }]],
    [
      'Ana escribió «Hoy», novedad para firmantes, en español',
      ['update_texts', 'insert', { title: 'Hoy', locale: 'es' }],
    ],
    ['Ana empezó a armar la lista para Sala 1', ['deliveries', 'insert', { recipient: 'Sala 1', state: 'making' }]],
    ['Ana bajó la lista para Sala 1', ['deliveries', 'update', { recipient: 'Sala 1', downloads: 1 }]],
    ['Ana registró a Calandria (C-7F2)', ['people', 'insert', { code: 'C-7F2', pseudonym: 'Calandria' }]],
    [
      'Ana registró la situación de Calandria (C-7F2): Prisión preventiva',
      ['custody_statuses', 'insert', { person_id: 'p1', status: 'pretrial_detention' }],
    ],
    ['Ana registró la causa CFP-1', ['cases', 'insert', { code: 'CFP-1' }]],
    ['Ana agendó una audiencia en CFP-1', ['hearings', 'insert', { case_id: 'k1' }]],
    ['Ana agregó «Difundir»', ['cards', 'insert', { title: 'Difundir' }]],
    ['Ana movió «Llamar a la radio» a Hecho', ['cards', 'update', { list_id: 'l2' }, { entityId: 'x1' }]],
    ['Ana movió «Llamar a la radio» a otra lista', ['cards', 'update', { list_id: '?' }, { entityId: 'x1' }]],
    ['Ana se encarga de «Llamar a la radio»', ['cards', 'update', { assignee: 'ana' }, { entityId: 'x1' }]],
    ['Ana asignó «Llamar a la radio» a Beto', ['cards', 'update', { assignee: 'beto' }, { entityId: 'x1' }]],
    ['Ana dejó «Llamar a la radio» sin nadie a cargo', ['cards', 'update', { assignee: null }, { entityId: 'x1' }]],
    ['Ana archivó «Llamar a la radio»', ['cards', 'update', { archived_at: 'x' }, { entityId: 'x1' }]],
    ['Ana cambió una tarjeta', ['cards', 'update', { note: 'x' }, { entityId: 'unseen' }]],
    ['Ana cambió el tablero Prensa', ['boards', 'update', { name: 'Prensa' }, { entityId: 'b1' }]],
    ['Ana agregó la lista Hoy', ['board_lists', 'insert', { name: 'Hoy' }]],
    ['Alguien creó la campaña', ['campaigns', 'insert', {}, { actor: 'gone' }]],
    ['Ronda hizo un cambio', ['something_new', 'insert', {}, { actor: null }]],
    ['Ana hizo un cambio', ['cards', 'delete', {}]],
  ])('%s', (sentence, args) => {
    expect(es(...args)).toBe(sentence);
  });

  it('speaks the language of the reader', () => {
    const said = describe(entry('hearings', 'update', { status: 'held' }), { m: deskMessages('en'), rows });
    expect(said).toMatch(/hearing/);
    expect(said).not.toMatch(/[{}]/);
  });
});
