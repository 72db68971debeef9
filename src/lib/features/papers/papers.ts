import type { Locale } from '$lib/contracts/locales';
import type { PaperKind } from '$lib/contracts/ops-papers';
import type { Source } from './sources';

/** A part of a paper: what is asked there, and what stands there in any case. */
export interface Section {
  /** Its words: `paper.<kind>.<id>`, and `paper.<kind>.<id>.text` where `text` is set. */
  id: string;
  text?: true;
  fields: readonly Source[];
}

export interface Paper {
  kind: PaperKind;
  /** Languages in which whoever gets it reads. */
  locales: readonly Locale[];
  /**
   * Who gets it. `court` and `geneva` want who it is and keep it; for `bodies` (organisations, embassies) and `press` a field
   * stands there only with the consent of whoever it is about, for that channel.
   */
  channel: 'court' | 'geneva' | 'bodies' | 'press';
  sections: readonly Section[];
}

/**
 * The papers, as data: what each asks and in which order. The questionnaire of the Working Group on Arbitrary Detention is
 * its model (E/CN.4/1992/20, annex II; Fact Sheet 26, annex V); the urgent action is that of Amnesty's case sheets.
 */
export const PAPER_LIST: readonly Paper[] = [
  {
    kind: 'wgad',
    locales: ['es', 'en'],
    channel: 'geneva',
    sections: [
      { id: 'identity', fields: ['name', 'birth', 'nationality', 'identityPaper', 'occupation', 'code'] },
      { id: 'arrest', fields: ['arrestAt', 'arrestPlace', 'arrestForce', 'law'] },
      { id: 'detention', fields: ['custody', 'places', 'presentPlace', 'authorities', 'charges', 'contact', 'health'] },
      { id: 'arbitrary', text: true, fields: ['circumstances', 'caseNumbers', 'stage', 'rulings'] },
      { id: 'remedies', fields: ['remedies'] },
      { id: 'submitter', text: true, fields: ['campaign', 'consent'] },
    ],
  },
  {
    kind: 'urgent',
    locales: ['es', 'en'],
    channel: 'bodies',
    sections: [
      { id: 'who', fields: ['name', 'code', 'status'] },
      { id: 'facts', fields: ['arrestAt', 'arrestPlace', 'arrestForce', 'circumstances', 'presentPlace'] },
      { id: 'risk', fields: ['health', 'contact'] },
      { id: 'background', fields: ['caseNumbers', 'charges', 'stage'] },
      { id: 'ask', text: true, fields: ['authorities'] },
      { id: 'until', text: true, fields: ['campaign'] },
    ],
  },
  {
    kind: 'embassy',
    locales: ['es', 'en'],
    channel: 'bodies',
    sections: [
      { id: 'opening', text: true, fields: ['name', 'code', 'nationality'] },
      { id: 'facts', fields: ['arrestAt', 'arrestForce', 'status', 'presentPlace', 'authorities', 'charges'] },
      { id: 'ask', text: true, fields: ['remedies'] },
      { id: 'closing', text: true, fields: ['campaign'] },
    ],
  },
  {
    kind: 'press',
    locales: ['es', 'en'],
    channel: 'press',
    sections: [
      { id: 'line', fields: ['name', 'code', 'arrestAt', 'arrestForce', 'arrestPlace', 'status', 'charges'] },
      { id: 'contact', text: true, fields: ['campaign'] },
    ],
  },
  { kind: 'habeas', locales: ['es'], channel: 'court', sections: [] },
];

export function findPaper(kind: string): Paper | undefined {
  return PAPER_LIST.find((paper) => paper.kind === kind);
}
