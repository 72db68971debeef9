/** What `SMTP_URL` says, read strictly: a slip there would send the names of supporters in clear, or nowhere. */
export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`); else STARTTLS. */
  secure: boolean;
  /** False only for this very machine, or when the operator wrote `?insecure=allow`. */
  requireTls: boolean;
  user: string | null;
  password: string | null;
  from: Sender;
}
export interface Sender {
  name: string;
  address: string;
}

/** The message is for the operator and repeats no part of the value. */
export class MailSettingsError extends Error {
  override readonly name = 'MailSettingsError';
}

const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u;

/** One plain mailbox, without a name, comments or a second address. */
export function isPlainAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/**
 * Reads `smtp://user:password@host:587` or `smtps://...:465`. `mailFrom` (`Ronda <hello@example.org>`) is who the mails
 * come from; without it the user must be an address. `?insecure=allow` permits a server without TLS in one's own network.
 */
export function readSmtpSettings(smtpUrl: string, mailFrom: string | null): SmtpSettings {
  if (!URL.canParse(smtpUrl))
    throw new MailSettingsError('SMTP_URL is not an address such as smtps://user:password@host:465');
  const url = new URL(smtpUrl);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new MailSettingsError('SMTP_URL must begin with smtp:// or smtps://');
  if (url.hostname === '') throw new MailSettingsError('SMTP_URL names no host');
  if (url.pathname !== '' && url.pathname !== '/') throw new MailSettingsError('SMTP_URL must end after the port');
  for (const [key, value] of url.searchParams) {
    if (key !== 'insecure' || value !== 'allow')
      throw new MailSettingsError('SMTP_URL knows only the option insecure=allow');
  }
  const user = decode(url.username);
  const password = decode(url.password);
  if ((user === null) !== (password === null))
    throw new MailSettingsError('SMTP_URL has a user without a password, or the reverse');
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local = host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: !secure && !local && !url.searchParams.has('insecure'),
    user,
    password,
    from: readSender(mailFrom ?? user ?? ''),
  };
}

function readSender(text: string): Sender {
  const named = /^\s*"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>\s*$/u.exec(text);
  const address = (named?.[2] ?? text).trim();
  if (!isPlainAddress(address))
    throw new MailSettingsError('MAIL_FROM must say who the mails come from: Ronda <hello@example.org>');
  return { name: named?.[1] ?? '', address };
}

function decode(part: string): string | null {
  if (part === '') return null;
  try {
    return decodeURIComponent(part);
  } catch {
    throw new MailSettingsError('SMTP_URL has a user or password that is not percent-encoded');
  }
}
