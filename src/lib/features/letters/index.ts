export { default as LetterFace } from './components/LetterFace.svelte';
export { default as LetterForm } from './components/LetterForm.svelte';
export { default as LetterPreview } from './components/LetterPreview.svelte';
export { default as LettersDesk } from './components/LettersDesk.svelte';
export { default as LettersInvite } from './components/LettersInvite.svelte';
export { default as OwnLetter } from './components/OwnLetter.svelte';
