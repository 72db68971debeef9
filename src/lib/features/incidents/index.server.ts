export { incidentActions, incidentListActions } from './incidents.server';
export { publicRecord, recordAnswer } from './record.server';
