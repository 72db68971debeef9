import type { Locale } from '$lib/contracts/locales';
import { formatDay, formatInstant } from '$lib/kernel/format';
import { casesMessages } from '$lib/messages/cases';
import { deskMessages } from '$lib/messages/desk';
import { knownDay } from '$lib/messages/known';
import { legalMessages } from '$lib/messages/legal';
import { recordsMessages, type RecordsKey } from '$lib/messages/records';
import { countryName } from '$lib/messages/names';
import type { Identity } from '../custody';
import type { PaperRecord, Period } from './record';
import type { Values } from './sources';

const lines = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');
const besides = (texts: readonly (string | null)[]): string => texts.filter((text) => text).join(', ');

/** Known by year, month or day, and so told. */
function birthOf({ birth, birthAbout }: Pick<Identity, 'birth' | 'birthAbout'>, locale: Locale): string {
  if (birth === '') return '';
  const known = birth.length === 4 ? 'year' : birth.length === 7 ? 'month' : 'day';
  const told =
    known === 'day' ? formatDay(birth, locale, { weekday: false }) : knownDay(recordsMessages(locale), birth, known);
  return birthAbout ? recordsMessages(locale)('date.about', { day: told }) : told;
}

/** The fields of a record in one language. Nothing is guessed: what is not entered is empty. */
export function valuesOf(record: PaperRecord, locale: Locale): Values {
  const [m, legal, desk] = [recordsMessages(locale), legalMessages(locale), deskMessages(locale)];
  const cases = casesMessages(locale);
  const [arrest] = record.arrests;
  const who = record.identity;
  const word = (key: string): string => m(key as RecordsKey);
  const span = ({ from, known, to, toKnown }: Period): string => {
    const since = knownDay(m, from, known);
    return to === null
      ? m('paper.since', { from: since })
      : m('paper.span', { from: since, to: knownDay(m, to, toKnown) });
  };
  const status = record.statuses.at(-1);
  const stay = record.stays.at(-1);
  const filed = record.arrests.flatMap(({ tz, acts }) =>
    acts
      .filter(({ kind }) => kind === 'habeas_filed')
      .map(({ at }) => m('paper.habeas_filed', { at: formatInstant(at, tz, locale) })),
  );
  return {
    code: `${record.code} · ${record.pseudonym}`,
    // Told over the telephone it is better than nothing, until somebody has seen a document.
    name:
      who?.legalName ||
      who?.chosenName ||
      (record.arrests.find(({ details }) => details.name !== '')?.details.name ?? ''),
    birth: who ? birthOf(who, locale) : '',
    nationality: who?.citizenship ? countryName(locale, who.citizenship) : '',
    identityPaper: who?.document ?? '',
    occupation: who?.occupation ?? '',
    arrestAt: arrest ? formatInstant(arrest.at, arrest.tz, locale) : '',
    arrestPlace: arrest?.place ?? '',
    arrestForce: !arrest || arrest.force === 'unknown' ? '' : legal(`arrests.force.${arrest.force}`),
    circumstances: arrest?.details.circumstances ?? '',
    health: lines([who?.health ?? '', arrest?.details.injuries ?? '', arrest?.details.needs ?? '']),
    reporter: arrest?.details.reporter ?? '',
    status: status ? `${desk(`custody.${status.status}`)} (${span(status)})` : '',
    custody: lines(record.statuses.map((one) => besides([span(one), desk(`custody.${one.status}`), one.place]))),
    places: lines(
      record.stays.map((one) =>
        besides([span(one), one.facility, one.notice === 'unknown' ? null : word(`paper.notice.${one.notice}`)]),
      ),
    ),
    presentPlace: stay?.facility ?? status?.place ?? '',
    contact: lines(
      record.contacts
        .filter(({ answer }) => answer !== 'unknown')
        .map(({ kind, answer }) => `${word(`paper.contact.${kind}`)}: ${word(`paper.answer.${answer}`)}`),
    ),
    authorities: lines(record.cases.map(({ court, judge, prosecutor }) => besides([court, judge, prosecutor]))),
    caseNumbers: lines(record.cases.map(({ code, numbers }) => besides([code, ...numbers]))),
    caption: lines(record.cases.map(({ caption }) => caption)),
    law: lines(
      record.cases
        .flatMap(({ charges }) => charges.map(({ law }) => law))
        .filter((law, at, all) => all.indexOf(law) === at),
    ),
    charges: lines(
      record.cases.flatMap(({ charges }) =>
        charges.map(({ law, article, title }) =>
          besides([title || null, /^\d/.test(article) ? m('paper.article', { article, law }) : `${article}, ${law}`]),
        ),
      ),
    ),
    stage: lines(
      record.cases.map(({ code, stage }) => (stage === null ? '' : `${code}: ${word(`paper.stage.${stage}`)}`)),
    ),
    rulings: lines(
      record.cases.flatMap(({ rulings }) =>
        rulings.map(({ kind, datedOn, court }) =>
          besides([formatDay(datedOn, locale), cases(`rulings.kind.${kind}`), court]),
        ),
      ),
    ),
    remedies: lines([
      ...filed,
      ...record.cases.flatMap(({ remedies }) =>
        remedies.map(({ kind, code, court, outcome, startedOn }) =>
          besides([
            word(`paper.incident.${kind}`),
            code,
            court,
            startedOn === null ? null : formatDay(startedOn, locale),
            outcome || null,
          ]),
        ),
      ),
    ]),
    campaign: lines([record.campaign?.[locale] ?? record.campaign?.es ?? '', record.contact ?? '']),
    consent: lines(
      record.consented.map(({ by, on }) =>
        m('paper.consented', { by: word(`paper.by.${by}`), on: formatDay(on, locale) }),
      ),
    ),
  };
}
