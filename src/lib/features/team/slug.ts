const MAX = 40;

/** A short address out of a title: `¡Libertad a las 33!` becomes `libertad-a-las-33`. Never empty. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '');
  const cut = plain.slice(0, MAX + 1);
  // Between words where that leaves something to read.
  const whole = plain.length <= MAX ? plain : cut.lastIndexOf('-') > 12 ? cut.slice(0, cut.lastIndexOf('-')) : cut;
  return whole.slice(0, MAX).replace(/-+$/, '') || 'ronda';
}
