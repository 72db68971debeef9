export { listCsv } from './csv.server';
export { coverOf, deliveryRepo, listConsents, listDeliveries } from './delivery.repo.server';
export { cancelDelivery, makeDelivery, takeDelivery } from './desk.server';
export { listDocument } from './list-document.server';
export { deliveryJobs, makeDeliveries } from './making.server';
export { fileName } from './model';
export { readList } from './read-list.server';
export { proofOfLink, proofOfSigner, proveInclusion, publicDeliveries, verifyList } from './verify.server';
