/** Words without accents, case and punctuation, in the order in which they stand. */
export function nameText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** How much of the shorter of two names stands in the other, in words: 1 is all of it, 0 nothing. */
export function sameName(one: string, other: string): number {
  const [a, b] = [one, other].map(
    (name) =>
      new Set(
        nameText(name)
          .split(' ')
          .filter((word) => word.length > 1),
      ),
  );
  if (a === undefined || b === undefined || a.size === 0 || b.size === 0) return 0;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.min(a.size, b.size);
}

/** Months as banks of Argentina, Spain, France, Germany, Brazil and the English-speaking world write them. */
const MONTHS = new Set(
  [
    'enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre',
    'january february march april may june july august september october november december',
    'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
    'januar februar marz maerz april mai juni juli august september oktober november dezember',
    'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
    'ene feb mar abr may jun jul ago sep set oct nov dic jan apr aug dec fev avr okt dez mai out',
  ].flatMap((line) => line.split(' ')),
);

/** The words that stay the same when a bank writes the same every month: without figures and months. */
export function lastingWords(text: string): string {
  return nameText(text.replace(/\S*\d\S*/g, ' '))
    .split(' ')
    .filter((word) => !MONTHS.has(word))
    .join(' ');
}
