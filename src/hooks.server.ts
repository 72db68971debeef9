/**
 * The composition root: starts the installation once and passes every request through language, guard and headers.
 * The only file that knows both the server and the features.
 */
import { error, type Handle, type HandleServerError, type RequestEvent, type ServerInit } from '@sveltejs/kit';
import type { Locale } from '$lib/contracts/locales';
import { compartmentJobs } from '$lib/features/compartments/index.server';
import { endorsementJobs, endorsementMails } from '$lib/features/endorsements/index.server';
import { documentJobs } from '$lib/features/documents/index.server';
import { deadlineJobs } from '$lib/features/deadlines/index.server';
import { deliveryJobs } from '$lib/features/delivery/index.server';
import { givingJobs, givingMails } from '$lib/features/giving/index.server';
import { noticeJobs, noticeMails } from '$lib/features/notices/index.server';
import { updateJobs, updateMails } from '$lib/features/updates/index.server';
import { letterJobs, letterMails } from '$lib/features/letters/index.server';
import { publicationJobs } from '$lib/features/publication/index.server';
import { privacyJobs } from '$lib/features/privacy/index.server';
import { fraudJobs } from '$lib/features/fraud/index.server';
import { signatureJobs, signatureMails, takeSignature } from '$lib/features/signatures/index.server';
import { afterSigning } from '$lib/features/spread';
import { visitsJob } from '$lib/features/spread/index.server';
import { fail } from '$lib/kernel/result';
import { failureWords } from '$lib/messages/failure';
import { sharedMessages } from '$lib/messages/shared';
import { ronda, startRonda } from '$lib/server/app.server';
import { httpStatus, refusalOf, toFailure } from '$lib/server/errors.server';
import { limitBody } from '$lib/server/files/body.server';
import { addHeaders } from '$lib/server/hooks/headers.server';
import { languageOf, themeOf } from '$lib/server/hooks/language.server';
import { isForeignForm } from '$lib/server/hooks/origin.server';
import { guard } from '$lib/server/hooks/who.server';
import { log } from '$lib/server/log.server';
import { prepareInstallation } from '$lib/demo/index.server';

/** A mail program posts here by itself and names no origin; the token in the address is all it goes by. */
const ONE_CLICK = '/(public)/[[lang=lang]]/c/[campaign]/stop/[token]/one-click';

export const init: ServerInit = async () => {
  await startRonda({
    render: (parts) => ({
      ...updateMails(parts),
      ...signatureMails(parts),
      ...letterMails(parts),
      ...endorsementMails(parts),
      ...givingMails(parts),
      ...noticeMails(parts),
    }),
    prepare: prepareInstallation,
    jobs: (app) => [
      ...updateJobs(app),
      ...deliveryJobs(app),
      ...documentJobs(app),
      ...signatureJobs(app),
      ...fraudJobs(app),
      ...letterJobs(app),
      ...endorsementJobs(app),
      ...givingJobs(app),
      ...privacyJobs(app),
      ...publicationJobs(app),
      ...compartmentJobs(app),
      ...deadlineJobs(app),
      ...noticeJobs(app),
      visitsJob(app),
    ],
    posts: { sign: takeSignature(afterSigning) },
  });
};

/**
 * The adapter throws when the header named by ADDRESS_HEADER is absent, so that a probe past the proxy would meet an
 * error. Such callers share one allowance instead (`clientAddress` calls them unknown).
 */
function nameEveryVisitor(event: RequestEvent): void {
  const told = event.getClientAddress;
  event.getClientAddress = () => {
    try {
      return told();
    } catch {
      return '';
    }
  };
}

/** A hook cannot show the error page of the routes: what it throws stands on a bare page, so the words go with it. */
function refuseForeign(locale: Locale): never {
  const { title, next } = failureWords(sharedMessages(locale), fail('bad_origin'));
  error(httpStatus('bad_origin'), { message: `${title}. ${next}`, code: 'bad_origin' });
}

export const handle: Handle = async ({ event, resolve }) => {
  nameEveryVisitor(event);
  event.locals.locale = languageOf(event);
  if (event.route.id !== ONE_CLICK && isForeignForm(event.request, event.url.origin))
    refuseForeign(event.locals.locale);
  await guard(event);
  limitBody(event);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%ronda.lang%', event.locals.locale)
        .replace('%ronda.dir%', 'ltr')
        .replace('%ronda.theme%', themeOf(event)),
    // The faces of the first screen; the statement's comes when it is needed.
    preload: ({ type, path }) => type !== 'font' || /archivo-headline|archivo-latin-wght-normal/.test(path),
  });
  addHeaders(event, response);
  return ronda().pages.keep(event, response);
};

export const handleError: HandleServerError = ({ error: thrown, event, status, message }) => {
  // SvelteKit says 500 of everything but its own refusals.
  const refused = refusalOf(status);
  if (refused !== null) {
    if (refused !== 'not_found')
      log.info('request.refused', { status, code: refused, method: event.request.method, route: event.route.id });
    return { message, code: refused };
  }
  const failure = toFailure(thrown);
  return {
    message: failure.code,
    code: failure.code,
    ...(failure.errorId === undefined ? {} : { errorId: failure.errorId }),
  };
};
