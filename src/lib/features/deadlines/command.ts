/** What `npm run -s deadlines` answers to the text of a file. */
import { LOCALES } from '$lib/contracts/locales';
import { legalMessages } from '$lib/messages/legal';
import { recompute } from './cases';
import { refuse, type Refusal } from './refusal';

export interface Printed {
  /** The file with its dates, as JSON; empty when nothing could be read. */
  printed: string;
  /** For whoever watches: each refusal with its place and reason, each difference. Spanish, then English. */
  told: string[];
  ok: boolean;
}

function why({ reason, year }: Refusal): string {
  const said = LOCALES.map((locale) => legalMessages(locale)(`deadlines.refused.${reason}`, { year: String(year) }));
  return `${reason}: ${said.join(' / ')}`;
}
const place = (index: number, id: string): string => (id === '' ? `cases[${index}]` : `cases[${index}] ${id}`);

/** Reads JSON, computes, and says in words what was refused and what differs from the file's own dates. */
export function deadlinesCommand(json: string): Printed {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch (error) {
    return {
      printed: '',
      told: [`JSON: ${error instanceof Error ? error.message : ''}`, why(refuse('case_shape'))],
      ok: false,
    };
  }
  const answer = recompute(file);
  if (!answer.ok) return { printed: '', told: [why(answer)], ok: false };
  const { refused, differs } = answer.value;
  return {
    printed: `${JSON.stringify(answer.value.file, null, 1)}\n`,
    told: [
      ...refused.map(({ index, id, refusal }) => `${place(index, id)}: ${why(refusal)}`),
      ...differs.map(({ index, id, fields }) => `${place(index, id)}: ≠ ${fields.join(', ')}`),
    ],
    ok: refused.length === 0,
  };
}
