import type { Filter } from './model';

/** What is seen of a board stands in its address, so that a view can be shared and the way back works. */
export interface View {
  filter: Filter;
  /** The open card. */
  card: string | null;
  archived: boolean;
}

export function readView(params: URLSearchParams): View {
  return {
    filter: { text: params.get('q') ?? '', who: params.get('who') ?? '' },
    card: params.get('card'),
    archived: params.get('view') === 'archived',
  };
}

/** The same address with some of it changed; what is empty is left out. */
export function withView(url: URL, change: Record<string, string | null>): string {
  const params = new URLSearchParams(url.search);
  // A posted form leaves its action's name behind; an address that is shared must not carry it.
  for (const name of [...params.keys()]) if (name.startsWith('/')) params.delete(name);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') params.delete(name);
    else params.set(name, value);
  }
  const search = params.toString();
  return `${url.pathname}${search === '' ? '' : `?${search}`}`;
}
