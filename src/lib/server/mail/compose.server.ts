/**
 * A mail as every reader can take it: plain text, and the same words as one column of HTML with nothing fetched from
 * anywhere. All values are text; none is markup.
 */
import { DEFAULT_LOCALE, type Locale } from '../../contracts/locales';

export interface Letter {
  locale?: Locale;
  subject: string;
  /** Heading; the subject when absent. */
  title?: string;
  paragraphs: readonly string[];
  /** The one thing to do. The label says what happens, the address stands below it for those whose button fails. */
  action?: { label: string; url: string };
  /** Shown large and alone, e.g. a sign-in code. */
  code?: string;
  /** After the action. */
  closing?: readonly string[];
  footer?: readonly string[];
}

export interface Composed {
  subject: string;
  text: string;
  html: string;
}

const FONT = "font-family:Georgia,'Times New Roman',serif";

/** Text and HTML of a letter. An address that is not http(s) is a mistake of the program and throws. */
export function compose(letter: Letter): Composed {
  const subject = oneLine(letter.subject, 200);
  const title = oneLine(letter.title ?? letter.subject, 200);
  const action =
    letter.action === undefined
      ? undefined
      : { label: oneLine(letter.action.label, 120), url: webAddress(letter.action.url) };
  const clean = {
    ...letter,
    paragraphs: letter.paragraphs.map(tidy),
    closing: (letter.closing ?? []).map(tidy),
    footer: (letter.footer ?? []).map(tidy),
  };
  return {
    subject,
    text: asText(title, clean, action),
    html: asHtml(title, clean, action, letter.locale ?? DEFAULT_LOCALE),
  };
}

/** One line without control characters, so that nothing can begin another header or turn the reading direction. */
export function oneLine(text: string, max: number): string {
  const plain = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return plain.length <= max ? plain : `${[...plain].slice(0, max - 1).join('')}…`;
}

/** For `"`, `<` and the rest, in text and in attributes. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

interface Parts {
  paragraphs: readonly string[];
  closing: readonly string[];
  footer: readonly string[];
  code?: string;
}
type Action = { label: string; url: string } | undefined;

function asText(title: string, parts: Parts, action: Action): string {
  const blocks = [title, ...parts.paragraphs];
  if (parts.code !== undefined) blocks.push(`    ${oneLine(parts.code, 40)}`);
  if (action !== undefined) blocks.push(`${action.label}:\n${action.url}`);
  blocks.push(...parts.closing);
  // "-- " alone on a line is how mail programs know that a signature begins.
  if (parts.footer.length > 0) blocks.push(`-- \n${parts.footer.join('\n')}`);
  return `${blocks.join('\n\n')}\n`;
}

function asHtml(title: string, parts: Parts, action: Action, locale: Locale): string {
  const paragraph = (text: string): string =>
    `<p style="margin:0 0 16px;font-size:17px;line-height:1.55">${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;
  const blocks = [
    `<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25;font-weight:700">${escapeHtml(title)}</h1>`,
    ...parts.paragraphs.map(paragraph),
  ];
  if (parts.code !== undefined) {
    const shown = escapeHtml(oneLine(parts.code, 40));
    blocks.push(
      `<p style="margin:8px 0 24px;font-family:Consolas,Menlo,monospace;font-size:30px;letter-spacing:.18em">${shown}</p>`,
    );
  }
  if (action !== undefined) {
    const url = escapeHtml(action.url);
    blocks.push(
      `<p style="margin:24px 0"><a class="do" href="${url}" style="display:inline-block;padding:14px 24px;border-radius:6px;` +
        `background:#1f3a5f;color:#ffffff;font-size:17px;font-weight:700;text-decoration:none">${escapeHtml(action.label)}</a></p>`,
      `<p style="margin:0 0 24px;font-size:14px;line-height:1.5;word-break:break-all"><a href="${url}" style="color:inherit">${url}</a></p>`,
    );
  }
  blocks.push(...parts.closing.map(paragraph));
  if (parts.footer.length > 0) {
    const lines = parts.footer.map(escapeHtml).join('<br>');
    blocks.push(
      `<p class="foot" style="margin:32px 0 0;padding-top:16px;border-top:1px solid #8a8f98;font-size:14px;line-height:1.5">${lines}</p>`,
    );
  }
  return `<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){body,.page{background:#15181d!important;color:#e8e6e1!important}.do{background:#a9c7ec!important;color:#10151c!important}}
</style>
</head>
<body style="margin:0;background:#ffffff;color:#1c1f24;${FONT}">
<div class="page" role="article" aria-label="${escapeHtml(title)}" style="max-width:560px;margin:0 auto;padding:32px 20px;${FONT}">
${blocks.join('\n')}
</div>
</body>
</html>
`;
}

/** Paragraphs keep their line breaks and lose other control characters. */
function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim();
}

function webAddress(url: string): string {
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw new RangeError('A mail links to web addresses only');
  return parsed.href;
}
