export { readJournal, streamsOf, verifyJournal } from './journal.server';
