import { LOCALES, type Locale } from '$lib/contracts/locales';
import { NOTICE_KINDS } from '$lib/contracts/ops-notices';
import { formatDay } from '$lib/kernel/format';
import { noticesMessages } from '$lib/messages/notices';
import type { Backend } from '$lib/server/backend/index.server';
import type { Env } from '$lib/server/env.server';
import { compose } from '$lib/server/mail/compose.server';
import type { Render } from '$lib/server/mail/outbox.server';
import { call } from '$lib/server/rpc.server';
import { readItem, type Facts, type Item } from './model';
import { headline, itemWords } from './words';

interface MailParts {
  backend: Pick<Backend, 'system'>;
  env: Pick<Env, 'origin' | 'port'>;
  /** For tests; what a mail says depends on the hour at which it goes. */
  now?: () => number;
}
interface Written {
  to: string;
  slug: string;
  locale: string;
  title: string;
}
type NoticeData = Written & { id: string; kind: string; more: number; items: Parameters<typeof readItem>[0][] };
type DigestData = Written & {
  tz: string;
  day: string;
  due: (Facts & { id: string; mine: boolean })[];
  hearings: (Facts & { id: string })[];
  changed: Parameters<typeof readItem>[0][];
};

/** Lines named in one mail; the rest is a number. */
const NAMED = 20;
const localeOf = (text: string): Locale => LOCALES.find((one) => one === text) ?? 'es';
const lines = (all: readonly string[]): string => all.map((line) => `• ${line}`).join('\n');

/**
 * The mails of the desk to its members, made at the moment of sending: who may not see the thing any more, and whom it no longer
 * concerns, gets none. Substance first; codes and dates alone, so that whoever reads a mailbox learns nobody's name.
 */
export function noticeMails({ backend, env, now = Date.now }: MailParts): Readonly<Record<string, Render>> {
  const origin = env.origin ?? `http://localhost:${env.port}`;
  const ask = <T>(name: string, args: object): Promise<T | null> =>
    call<T | null>(backend.system(), name, { ...args, at: new Date(now()).toISOString() });

  const notice: Render = async (ref) => {
    const data = ref === null ? null : await ask<NoticeData>('notice_mail', { notice: ref });
    if (data === null) return null;
    const locale = localeOf(data.locale);
    const m = noticesMessages(locale);
    const items = data.items.flatMap((row) => readItem(row) ?? []);
    const kind = NOTICE_KINDS.find((one) => one === data.kind) ?? 'due';
    const subject = headline(m, kind, items, data.more, now());
    const paragraphs = items.length + data.more === 1 ? single(items) : several(items, data.more);
    const dated = items.some(({ entity }) => entity === 'deadlines' || entity === 'arrests');
    const composed = compose({
      locale,
      subject,
      paragraphs: [...paragraphs, ...(dated ? [m('notices.guidance')] : [])],
      action: { label: m('notices.mail.open'), url: `${origin}/desk/${data.slug}/notices/${data.id}` },
      footer: [m('notices.footer')],
    });
    return { to: data.to, ...composed };

    function single([item]: readonly Item[]): string[] {
      if (item === undefined) return [];
      const { about, who, why } = itemWords(m, item, now());
      return [about, who, why].filter(Boolean);
    }
    function several(all: readonly Item[], more: number): string[] {
      const named = all.slice(0, NAMED).map((item) => {
        const { what, about } = itemWords(m, item, now());
        return about === '' ? what : `${what} (${about})`;
      });
      const rest = all.length - named.length + more;
      const words = all[0] ? itemWords(m, all[0], now()) : null;
      return [lines(rest > 0 ? [...named, m('notices.more', { n: rest })] : named), words?.who, words?.why].flatMap(
        (text) => (text ? [text] : []),
      );
    }
  };

  const digest: Render = async (ref) => {
    const data = ref === null ? null : await ask<DigestData>('notice_digest', { member: ref });
    if (data === null) return null;
    const locale = localeOf(data.locale);
    const m = noticesMessages(locale);
    const words = (item: Item): string => {
      const { what, about } = itemWords(m, item, now());
      return about === '' ? what : `${what} (${about})`;
    };
    const due = data.due.map((facts) => {
      const over = (facts.dueOn ?? '') < data.day;
      const item: Item = { entity: 'deadlines', id: facts.id, step: over ? 'over' : 'd1', rung: 1, facts };
      return facts.mine ? `${words(item)} · ${m('notices.digest.mine')}` : words(item);
    });
    const hearings = data.hearings.map((facts) =>
      words({ entity: 'hearings', id: facts.id, step: 'ahead', rung: 0, facts }),
    );
    const changed = data.changed.flatMap((row) => readItem(row) ?? []).map(words);
    const part = (title: string, all: string[]): string[] => (all.length === 0 ? [] : [`${title}\n${lines(all)}`]);
    const composed = compose({
      locale,
      subject: m('notices.digest.subject', { day: formatDay(data.day, locale), n: due.length }),
      paragraphs: [
        ...part(m('notices.digest.due'), due),
        ...part(m('notices.digest.hearings'), hearings),
        ...part(m('notices.digest.changed'), changed),
        ...(due.length > 0 ? [m('notices.guidance')] : []),
      ],
      action: { label: m('notices.mail.open'), url: `${origin}/desk/${data.slug}/notices` },
      footer: [m('notices.footer')],
    });
    return { to: data.to, ...composed };
  };

  return { notice, notice_digest: digest };
}
