export { pictureAnswer } from './pictures.server';
