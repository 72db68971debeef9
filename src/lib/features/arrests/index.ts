export { default as ArrestPage } from './components/ArrestPage.svelte';
export { default as Clocks } from './components/Clocks.svelte';
export { default as IntakePage } from './components/IntakePage.svelte';
export { clocksOf, endOf } from './clocks';
export { arrestsNow, type Arrest } from './model';
export { NO_DETAILS, unpackDetails } from './details';
export { HABEAS_PARTS, habeasParts, missingParts, type HabeasPart } from './habeas';
