/**
 * Civil days as whole numbers: days since 1970-01-01 in the proleptic Gregorian calendar. Counting deadlines asks for thousands
 * of days in a row, for which a Temporal object each is too slow; no zone and no clock take part. Years 1000 to 9999.
 */
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number): number =>
  month === 2 && leap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

/** The number of a day; the caller has checked that it exists. */
function numberOf(year: number, month: number, day: number): number {
  // Years begin in March here, so that the leap day is the last of its year.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const inEra = y - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719_468;
}

interface Parts {
  year: number;
  month: number;
  day: number;
}

/** Year, month and day of a number. */
export function partsOf(number: number): Parts {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * inYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: inYear - Math.floor((153 * march + 2) / 5) + 1,
  };
}

/** The number of `YYYY-MM-DD`; null for what is not written so, or is no day of the calendar. */
export function dayNumber(text: string): number | null {
  const parts = /^([1-9]\d{3})-(\d\d)-(\d\d)$/.exec(text);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return day >= 1 && day <= lengthOf(year, month) ? numberOf(year, month, day) : null;
}

/** `YYYY-MM-DD`. */
export function dayText(number: number): string {
  const { year, month, day } = partsOf(number);
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** From date to date: the day of the same name `months` later, or the last of that month where it has no such day. */
export function plusMonths(number: number, months: number): { number: number; clamped: boolean } {
  const { year, month, day } = partsOf(number);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const last = lengthOf(toYear, toMonth);
  return { number: numberOf(toYear, toMonth, Math.min(day, last)), clamped: day > last };
}
