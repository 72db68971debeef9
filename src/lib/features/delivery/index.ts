export { default as DeliveryPage } from './components/DeliveryPage.svelte';
export { default as MyProof } from './components/MyProof.svelte';
export { default as ProofResult } from './components/ProofResult.svelte';
export { default as PublicDeliveries } from './components/PublicDeliveries.svelte';
export { default as VerifyForms } from './components/VerifyForms.svelte';
export { cancelSchema, codeSchema, makeSchema } from './schema';
