export { paperActions, paperRows } from './paper.server';
export { MOST_SHEETS, signingSheets } from './sheet.server';
