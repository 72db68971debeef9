import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CERT, KEY } from './fake-certificate.server';
import { fakeSmtp, type FakeSmtp, type Stage } from './fake-smtp.server';
import { MailSettingsError, readSmtpSettings } from './settings.server';
import { createSmtp, type Mail, type Sent, type Smtp, type SmtpOptions } from './smtp.server';

const ID = '0196a5b0-1234-7abc-8def-0123456789ab';
const mail: Mail = {
  to: 'ana@example.org',
  subject: 'Confirmá tu firma',
  text: 'Hola Ana\n.\nfin',
  html: '<p>Hola</p>',
};
const FAST: SmtpOptions = { connectMs: 400, silenceMs: 250, mailMs: 700, idleMs: 5000 };

let server: FakeSmtp;
let open: Smtp[] = [];
beforeEach(async () => {
  server = await fakeSmtp();
});
afterEach(async () => {
  for (const smtp of open) smtp.close(true);
  open = [];
  await server.close();
});

function smtp(url = `smtp://127.0.0.1:${server.port}`, options: SmtpOptions = FAST): Smtp {
  const made = createSmtp(readSmtpSettings(url, 'Ronda ñandú <hola@ronda.example>'), options);
  open.push(made);
  return made;
}
const at = (stage: Stage, answer: string): void => {
  server.script = (now) => (now === stage ? answer : undefined);
};

describe('sending', () => {
  it('hands over a mail with a Message-ID made of its id', async () => {
    expect(await smtp().send({ ...mail, unsubscribeUrl: 'https://ronda.example/u/x' }, ID)).toEqual({
      outcome: 'sent',
    });
    const [text = ''] = server.texts;
    expect(text).toContain(`Message-ID: <${ID}@ronda.example>`);
    expect(text).toContain('To: ana@example.org');
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toContain('List-Unsubscribe: <https://ronda.example/u/x>');
    expect(text).toContain('multipart/alternative');
    expect(text).not.toMatch(/nodemailer/i);
    expect(server.commands).toContain('EHLO ronda.example');
  });

  it('keeps the connection for the next mail, also after one was refused', async () => {
    const sender = smtp();
    server.script = (stage, line) =>
      stage === 'RCPT' && line.includes('gone@') ? '550 5.1.1 unknown <gone@example.org>' : undefined;
    expect((await sender.send(mail, 'a')).outcome).toBe('sent');
    expect(await sender.send({ ...mail, to: 'gone@example.org' }, 'b')).toEqual({
      outcome: 'failed',
      why: 'smtp_550_5.1.1',
      server: false,
    });
    expect((await sender.send(mail, 'c')).outcome).toBe('sent');
    expect(server.connections).toBe(1);
    expect(server.texts).toHaveLength(2);
  });

  it('notices that the server hung up in between and connects again', async () => {
    const sender = smtp();
    await sender.send(mail, 'a');
    server.dropAll();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await sender.send(mail, 'b')).outcome).toBe('sent');
    expect(server.connections).toBe(2);
    let asked = 0;
    server.script = (stage) => (stage === 'MAIL' && (asked += 1) === 1 ? 'drop' : undefined);
    expect((await sender.send(mail, 'c')).outcome).toBe('sent');
    expect(server.texts).toHaveLength(3);
  });
});

describe('what became of it', () => {
  const cases: [stage: Stage, answer: string, expected: Partial<Exclude<Sent, { outcome: 'sent' }>>][] = [
    ['connect', 'drop', { outcome: 'retry', server: true }],
    ['connect', 'silent', { outcome: 'retry', server: true }],
    ['connect', '554 no service', { outcome: 'retry', server: true, why: 'smtp_554' }],
    ['EHLO', 'drop', { outcome: 'retry', server: true }],
    ['EHLO', '421 too busy', { outcome: 'retry', server: true }],
    ['MAIL', '451 4.3.0 later', { outcome: 'retry', server: false, why: 'smtp_451_4.3.0' }],
    ['MAIL', '553 5.7.1 not you', { outcome: 'failed', server: false }],
    ['MAIL', '421 closing', { outcome: 'retry', server: true }],
    ['MAIL', 'drop', { outcome: 'retry', server: true }],
    ['RCPT', '450 4.2.1 greylisted', { outcome: 'retry', server: false, why: 'smtp_450_4.2.1' }],
    ['RCPT', '550 5.1.1 no such user', { outcome: 'failed', server: false }],
    ['RCPT', 'silent', { outcome: 'retry', server: true }],
    ['DATA', '452 4.3.1 full', { outcome: 'retry', server: false }],
    ['DATA', 'drop', { outcome: 'retry', server: true }],
    ['text', '451 4.3.0 try later', { outcome: 'retry', server: false }],
    ['text', '554 5.7.1 spam', { outcome: 'failed', server: false }],
    ['text', 'drop', { outcome: 'unknown', server: true, why: 'lost_after_text' }],
    ['text', 'silent', { outcome: 'unknown', server: true }],
  ];
  it.each(cases)('%s: %s', async (stage, answer, expected) => {
    at(stage, answer);
    const sent = await smtp().send(mail, ID);
    expect(sent).toMatchObject(expected);
    expect(JSON.stringify(sent)).not.toContain('ana');
  });

  it('knows a server that is not there, and one that trickles for ever', async () => {
    expect(await smtp('smtp://127.0.0.1:9').send(mail, ID)).toMatchObject({ outcome: 'retry', server: true });
    server.script = (stage) => (stage === 'text' ? '250-one' : undefined);
    expect(await smtp(undefined, { ...FAST, silenceMs: 60_000 }).send(mail, ID)).toMatchObject({ outcome: 'unknown' });
  });

  it('ends a mail that hangs when it is closed by force', async () => {
    at('text', 'silent');
    const sender = smtp(undefined, { ...FAST, silenceMs: 60_000, mailMs: 60_000 });
    const sending = sender.send(mail, ID);
    await expect.poll(() => server.texts.length).toBe(1);
    sender.close(true);
    expect(await sending).toMatchObject({ outcome: 'unknown' });
  });

  it('tries again when sign-in was refused: the mistake is ours, not of the mail', async () => {
    await server.close();
    server = await fakeSmtp({ auth: true });
    at('AUTH', '535 5.7.8 wrong');
    const url = `smtp://user:p%40ss@127.0.0.1:${server.port}`;
    expect(await smtp(url).send(mail, ID)).toMatchObject({ outcome: 'retry', server: true, why: 'smtp_535_5.7.8' });
    server.script = () => undefined;
    expect((await smtp(url).send(mail, ID)).outcome).toBe('sent');
    expect(server.commands).toContain(`AUTH PLAIN ${Buffer.from('\0user\0p@ss').toString('base64')}`);
  });
});

describe('addresses and headers', () => {
  it('sends to one plain mailbox and nothing else', async () => {
    const evil = [
      'a@x.org, b@y.org',
      'a@x.org\r\nBcc: b@y.org',
      'Ana <a@x.org>',
      '<a@x.org>',
      'a b@x.org',
      '',
      '@x',
      'a@x.org>\r\nRCPT TO:<b@y.org',
    ];
    for (const to of evil)
      expect(await smtp().send({ ...mail, to }, ID)).toMatchObject({ outcome: 'failed', why: 'address_malformed' });
    expect(server.connections).toBe(0);
  });

  it('lets no subject begin another header', async () => {
    await smtp().send(
      { ...mail, subject: 'Hola\r\nBcc: victim@example.net\r\n\r\nbody', replyTo: 'x@y.org\r\nBcc: z@y.org' },
      `${ID}>\r\nX: y`,
    );
    const [text = ''] = server.texts;
    const headers = text.split('\r\n\r\n')[0] ?? '';
    expect(headers).not.toMatch(/^(Bcc|X|Reply-To):/im);
    expect(headers).toContain('Subject: Hola Bcc: victim@example.net body');
    expect(server.commands.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<ana@example.org>']);
  });
});

describe('TLS', () => {
  it('is required beyond this machine, and the certificate is checked', async () => {
    await server.close();
    server = await fakeSmtp({ tls: { key: KEY, cert: CERT } });
    const url = `smtp://localhost:${server.port}`;
    expect(await smtp(url).send(mail, ID)).toMatchObject({ outcome: 'retry', server: true });
    expect(server.texts).toHaveLength(0);
    expect((await smtp(url, { ...FAST, ca: CERT }).send(mail, ID)).outcome).toBe('sent');
  });

  it('is never given up for a server that offers none', async () => {
    const settings = { ...readSmtpSettings(`smtp://127.0.0.1:${server.port}`, 'hola@ronda.example'), requireTls: true };
    const sender = createSmtp(settings, FAST);
    open.push(sender);
    expect(await sender.send(mail, ID)).toMatchObject({ outcome: 'retry', server: true });
    expect(server.commands.some((line) => line.startsWith('MAIL'))).toBe(false);
  });
});

describe('SMTP_URL', () => {
  it('is read strictly', () => {
    expect(readSmtpSettings('smtps://me%40x.org:p%2Fw@mail.example', null)).toEqual({
      host: 'mail.example',
      port: 465,
      secure: true,
      requireTls: false,
      user: 'me@x.org',
      password: 'p/w',
      from: { name: '', address: 'me@x.org' },
    });
    const plain = readSmtpSettings('smtp://mail.example', '"Ronda" <hola@ronda.example>');
    expect(plain).toMatchObject({
      port: 587,
      requireTls: true,
      user: null,
      from: { name: 'Ronda', address: 'hola@ronda.example' },
    });
    expect(readSmtpSettings('smtp://mail.example?insecure=allow', 'a@b.c').requireTls).toBe(false);
    expect(readSmtpSettings('smtp://localhost:1025', 'a@b.c').requireTls).toBe(false);
    const bad: [string, string | null][] = [
      ['mail.example', 'a@b.c'],
      ['http://mail.example', 'a@b.c'],
      ['smtp://', 'a@b.c'],
      ['smtp://user@mail.example', 'a@b.c'],
      ['smtp://mail.example/x', 'a@b.c'],
      ['smtp://mail.example?tls.rejectUnauthorized=false', 'a@b.c'],
      ['smtp://user:SECRET@mail.example', null],
      ['smtp://mail.example', 'nobody'],
      ['smtp://mail.example', 'a@b.c\r\nBcc: d@e.f'],
    ];
    for (const [url, from] of bad) {
      expect(() => readSmtpSettings(url, from), url).toThrow(MailSettingsError);
      expect(() => readSmtpSettings(url, from)).not.toThrow(/SECRET/);
    }
  });
});
