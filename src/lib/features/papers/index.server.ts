export { paperActions, paperFile, papersPage } from './pages.server';
