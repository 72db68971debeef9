/**
 * Hands mails to an SMTP server and knows, for every failure, whether the server can have taken the mail. Nodemailer's
 * own pool reports a lost connection alike before and after the text was sent, so connections are kept here.
 */
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { oneLine } from './compose.server';
import { isPlainAddress, type SmtpSettings } from './settings.server';

export interface Mail {
  /** One plain mailbox. */
  to: string;
  subject: string;
  text: string;
  html?: string;
  replyTo?: string;
  /**
   * A person who writes through us: their name stands before our address. The address stays ours, because a mail that
   * claims another domain is refused by whoever checks where it comes from (DMARC); answers reach them by `replyTo`.
   */
  sender?: string;
  /** Address for leaving the list at one click (RFC 8058). */
  unsubscribeUrl?: string;
}

/**
 * `retry`: the server certainly has not taken it. `failed`: it will never take it. `unknown`: the text was on its way
 * when the connection was lost; sending again might be sending twice. `why` holds no address and no answer in full.
 */
export type Sent = { outcome: 'sent' } | { outcome: 'retry' | 'failed' | 'unknown'; why: string; server: boolean };

export interface Smtp {
  /** `id` gives the Message-ID: the same mail sent again would carry the same one. */
  send(mail: Mail, id: string): Promise<Sent>;
  /** Ends idle connections at once; `force` also those in the middle of a mail. */
  close(force?: boolean): void;
}

export interface SmtpOptions {
  connectMs?: number;
  /** Silence of the server. */
  silenceMs?: number;
  /** Whole mail, so that a server that trickles cannot hold one for ever. */
  mailMs?: number;
  idleMs?: number;
  /** Extra trusted certificate, for tests. */
  ca?: string;
}

/** Longest time one `send` can take with default options: two connections, the second after the first had gone stale. */
export const MAX_SEND_MS = 90_000;

interface Session {
  connection: SMTPConnection;
  used: boolean;
  idleTimer: NodeJS.Timeout | null;
}

/** A sender with as many connections as mails are sent at once; each is kept for the next mail. */
export function createSmtp(settings: SmtpSettings, options: SmtpOptions = {}): Smtp {
  const { connectMs = 10_000, silenceMs = 20_000, mailMs = 30_000, idleMs = 20_000 } = options;
  const idle: Session[] = [];
  const busy = new Set<Session>();
  let closed = false;

  const discard = (session: Session): void => {
    if (session.idleTimer !== null) clearTimeout(session.idleTimer);
    const at = idle.indexOf(session);
    if (at >= 0) idle.splice(at, 1);
    busy.delete(session);
    session.connection.close();
  };

  const open = async (): Promise<Session> => {
    const connection = new SMTPConnection({
      host: settings.host,
      port: settings.port,
      secure: settings.secure,
      requireTLS: settings.requireTls,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: silenceMs,
      dnsTimeout: connectMs,
      // The EHLO name of a machine in somebody's flat is nobody's business.
      name: settings.from.address.split('@')[1] ?? 'localhost',
      tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(options.ca === undefined ? {} : { ca: options.ca }) },
    });
    const session: Session = { connection, used: false, idleTimer: null };
    busy.add(session);
    const timer = setTimeout(() => connection.close(), mailMs);
    try {
      await step(connection, (done) => connection.connect(done));
      const { user, password } = settings;
      if (user !== null && password !== null) {
        await step(connection, (done) => connection.login({ credentials: { user, pass: password } }, done));
      }
    } catch (error) {
      discard(session);
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return session;
  };

  const release = (session: Session): void => {
    busy.delete(session);
    session.used = true;
    if (closed) return discard(session);
    session.idleTimer = setTimeout(() => discard(session), idleMs);
    session.idleTimer.unref();
    idle.push(session);
  };

  const attempt = async (mail: Mail, raw: Buffer, fresh: boolean): Promise<Sent | 'stale'> => {
    let started = false;
    let session: Session | undefined = fresh ? undefined : idle.pop();
    if (session?.idleTimer) clearTimeout(session.idleTimer);
    if (session !== undefined) busy.add(session);
    const reused = session !== undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      session ??= await open();
      const { connection } = session;
      const body = new Readable({
        read() {
          // Nodemailer reads the text only after the server has said 354, go ahead.
          started = true;
          this.push(raw);
          this.push(null);
        },
      });
      timer = setTimeout(() => connection.close(), mailMs);
      await step(connection, (done) =>
        connection.send({ from: settings.from.address, to: [mail.to], size: raw.length }, body, done),
      );
      release(session);
      return { outcome: 'sent' };
    } catch (error) {
      const judged = judge(error, started);
      const refusedMail = !judged.server && judged.outcome !== 'unknown';
      if (session !== undefined && refusedMail && (await reset(session.connection))) release(session);
      else if (session !== undefined) discard(session);
      return reused && judged.server && judged.outcome === 'retry' ? 'stale' : judged;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    async send(mail, id) {
      if (!isPlainAddress(mail.to)) return { outcome: 'failed', why: 'address_malformed', server: false };
      const raw = await build(settings, mail, id);
      // A server may have hung up on an idle connection; nothing of this mail was sent on it.
      const first = await attempt(mail, raw, false);
      const second = first === 'stale' ? await attempt(mail, raw, true) : first;
      return second === 'stale' ? { outcome: 'retry', why: 'connection_lost', server: true } : second;
    },
    close(force = false) {
      closed = true;
      for (const session of [...idle]) discard(session);
      if (force) for (const session of [...busy]) discard(session);
    },
  };
}

/**
 * Runs one step of a connection. An `error` or `end` that comes without the step's own callback ends the step: otherwise
 * a silent close would leave the mail hanging for ever.
 */
function step(connection: SMTPConnection, run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const lost = (): void => finish(Object.assign(new Error('Connection closed'), { code: 'ECONNECTION' }));
    const finish = (error?: Error | null): void => {
      connection.off('end', lost);
      connection.off('error', finish);
      // An error of an idle connection, with nobody listening, would take the process down.
      if (connection.listenerCount('error') === 0) connection.on('error', () => undefined);
      if (error) reject(error);
      else resolve();
    };
    connection.on('error', finish);
    connection.on('end', lost);
    run(finish);
  });
}

function reset(connection: SMTPConnection): Promise<boolean> {
  return step(connection, (done) => connection.reset(done)).then(
    () => true,
    () => false,
  );
}

function judge(error: unknown, started: boolean): Exclude<Sent, { outcome: 'sent' }> {
  const { code, command, responseCode, response } = readError(error);
  if (responseCode !== 0) {
    const why = `smtp_${responseCode}${/\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0].replace(/^/, '_') ?? ''}`;
    // About the mail: its sender, its recipient, its text. All else (greeting, sign-in, 421) is about the server.
    const aboutMail = /^(MAIL FROM|RCPT TO|DATA)$/.test(command) && responseCode !== 421;
    if (!aboutMail) return { outcome: 'retry', why, server: true };
    return { outcome: responseCode >= 500 && responseCode !== 503 ? 'failed' : 'retry', why, server: false };
  }
  if (started)
    return { outcome: 'unknown', why: code === 'ETIMEDOUT' ? 'silence_after_text' : 'lost_after_text', server: true };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { outcome: 'failed', why: 'address_or_size', server: false };
  return {
    outcome: 'retry',
    why: /^E[A-Z]{2,15}$/.test(code) ? code.slice(1).toLowerCase() : 'connection_lost',
    server: true,
  };
}

function readError(error: unknown): { code: string; command: string; responseCode: number; response: string } {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const reply = fields['responseCode'];
  return {
    code: text('code'),
    command: text('command'),
    responseCode: typeof reply === 'number' ? reply : 0,
    response: text('response'),
  };
}

async function build(settings: SmtpSettings, mail: Mail, id: string): Promise<Buffer> {
  const domain = settings.from.address.split('@')[1] ?? 'localhost';
  const unsubscribe = mail.unsubscribeUrl === undefined ? undefined : new URL(mail.unsubscribeUrl).href;
  const composer = new MailComposer({
    from: { name: oneLine(mail.sender ?? settings.from.name, 100), address: settings.from.address },
    to: { name: '', address: mail.to },
    ...(mail.replyTo !== undefined && isPlainAddress(mail.replyTo)
      ? { replyTo: { name: '', address: mail.replyTo } }
      : {}),
    subject: oneLine(mail.subject, 200),
    messageId: `<${id.replace(/[^\w.-]/g, '')}@${domain}>`,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    headers: {
      // No out-of-office notes back to a campaign. What a person writes is no automatic mail.
      ...(mail.sender === undefined ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } : {}),
      ...(unsubscribe === undefined
        ? {}
        : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
