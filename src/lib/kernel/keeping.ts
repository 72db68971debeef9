/**
 * Days for which the link of a mail works and what nobody confirmed, decided or brought back is kept; then it erases itself.
 * One number for the form, the mails, the privacy page and the machine that erases.
 */
export const KEPT_DAYS = 30;
