import { describe, expect, it } from 'vitest';
import { deskMessages } from './desk';
import { sourceName } from './sources';

describe('how a signature came', () => {
  it.each([
    ['', 'Directo', 'Direct'],
    ['whatsapp', 'WhatsApp', 'WhatsApp'],
    ['instagram', 'Instagram', 'Instagram'],
    ['newsletter', 'Boletín', 'Newsletter'],
    ['mail', 'Correo', 'E-mail'],
    ['qr-plaza', 'QR: plaza', 'QR: plaza'],
    ['qr-plaza_de-mayo', 'QR: plaza de mayo', 'QR: plaza de mayo'],
    ['embed-sutna', 'Insertada en sutna', 'Embedded at sutna'],
    ['radio-abierta', 'radio-abierta', 'radio-abierta'],
    ['constructor', 'constructor', 'constructor'],
  ])('%s', (source, es, en) => {
    expect(sourceName(deskMessages('es'), source)).toBe(es);
    expect(sourceName(deskMessages('en'), source)).toBe(en);
  });
});
