/** `MG` for "Mirta (guardia legal)": first letters or figures of the first two words that have any, marks and all. */
export function initials(name: string): string {
  return name
    .normalize('NFC')
    .split(/\s+/u)
    .map((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0])
    .filter((sign) => sign !== undefined)
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase();
}
