type Typed = Record<string, string>;

/** How many rows it takes to show all that was typed. */
export function rowsTyped(values: Readonly<Typed>): number {
  return Object.entries(values).reduce((most, [name, value]) => {
    const at = /^(?:name|town|email)-(\d{1,3})$/.exec(name)?.[1];
    return at !== undefined && value.trim() !== '' ? Math.max(most, Number(at) + 1) : most;
  }, 0);
}
